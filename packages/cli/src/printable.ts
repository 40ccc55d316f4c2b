/**
 * Text with what would steer a terminal (escapes, other control characters, changes of the direction of
 * writing) shown as `\\u001b`. Lines and tabs stay.
 */
function printable(text: string): string {
  return text.replace(steering, escapeOf);
}

/** The same on one line: text from elsewhere cannot pass for a line of ours. */
export function oneLine(text: string): string {
  return printable(text).replace(/[\n\t\u2028\u2029]/g, escapeOf);
}

/**
 * Cleans all that the command prints, whoever wrote it: texts of plugins, records and files end in many
 * places, and each goes through here. Only the styles that the command itself uses pass.
 */
export function cleanOutput(...streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: unknown[]) =>
      write(typeof chunk === 'string' ? withOwnStyles(chunk) : chunk, ...rest);
  }
}

/** Stderr as it was before it is cleaned, for what steers the terminal on purpose: bars of progress. */
export const steeredStderr: NodeJS.WriteStream = Object.create(process.stderr, {
  write: { value: process.stderr.write.bind(process.stderr) },
});

// Control characters but lines and tabs, and what changes the direction of writing.
const steering = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

// Bold, dim, red, green, and the ends of these.
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape begins a style.
const ownStyle = /(\u001b\[(?:1|2|22|31|32|39)m)/;

function withOwnStyles(text: string): string {
  return text
    .split(ownStyle)
    .map((part, index) => (index % 2 === 1 ? part : printable(part)))
    .join('');
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
