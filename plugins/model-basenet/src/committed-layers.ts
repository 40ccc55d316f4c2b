/** The layers that stand for regions, until chosen. */
export const committedLayers = { V4: 'pool2', IT: 'pool6' };
