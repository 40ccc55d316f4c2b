/** The measures of reading, in milliseconds, then those of EEG, in microvolts, by their names in the table. */
export const measureNames: readonly string[] = [
  ...['self_paced_reading_time', 'RTfirstfix', 'RTfirstpass', 'RTrightbound', 'RTgopast'],
  ...['ELAN', 'LAN', 'N400', 'EPNP', 'P600', 'PNP'],
];
