/** A long id, which may break behind its points, hyphens and underscores. */
export function Breakable({ text }: { readonly text: string }) {
  return text
    .split(/(?<=[._-])/)
    .flatMap((part, index) => [index > 0 && <wbr key={index} />, part]);
}
