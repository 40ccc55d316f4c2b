/**
 * Names that are files' on every system: of each target another, also where targets differ by a character that no
 * file may have, or by case alone.
 */
export function fileNames(): (target: string) => string {
  const taken = new Set<string>();
  return (target) => {
    const plain = target.replaceAll(/[^\w.-]+/g, '_').slice(0, 200);
    let name = plain;
    for (let more = 2; taken.has(name.toLowerCase()); more++) name = `${plain}_${more}`;
    taken.add(name.toLowerCase());
    return name;
  };
}
