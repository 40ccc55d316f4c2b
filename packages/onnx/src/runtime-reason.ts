const file = String.raw`\.(?:cc|cpp|cuh?|h|hpp):\d+ `;
// `/build/machine/core/x.h:560 void onnxruntime::Broadcaster::Append(long) axis == 1 was false. ` is what
// onnxruntime puts before what it has to say; sometimes only `x.h:560 Append `.
const placesInSources = [
  new RegExp(
    String.raw`(?:[A-Za-z]:)?[^\s:]*[\\/][^\s:]*${file}` +
      String.raw`(?:[^\n()]*\([^\n]*?\)(?: const)?(?: \[with [^\]]*\])? ?)?(?:[^\n]{0,200}? was false\. (?=\S))?`,
    'g',
  ),
  new RegExp(String.raw`\b\w+${file}\w+ `, 'g'),
];

/**
 * Why onnxruntime could not do something, for people: one line, without the places in its sources on
 * the machine that built it.
 */
export function runtimeReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = placesInSources.reduce((text, place) => text.replaceAll(place, ''), message);
  return reason.replaceAll(/\s+/g, ' ').trim() || 'the runtime does not say why.';
}
