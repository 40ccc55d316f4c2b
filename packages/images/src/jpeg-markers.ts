/** Whether these are the bytes of a JPEG file. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/**
 * The first marker between the scans of a JPEG file that none may have, such as one that damage made
 * of its data; undefined where there is none. The decoder fills up what is behind it with grey, and
 * says nothing; Pillow refuses the file when it comes to the marker.
 *
 * Reference: ITU-T Recommendation T.81, annex B.
 */
export function strayMarker(bytes: Uint8Array): number | undefined {
  let at = 2;
  let inScan = false;
  while (at + 1 < bytes.length) {
    const marker = bytes[at + 1] as number;
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at++;
      continue;
    }
    if (marker === endOfImage) return undefined;
    if (hasNoLength(marker)) {
      at += 2;
      continue;
    }
    if (inScan && !mayFollowScan(marker)) return marker;
    inScan ||= marker === startOfScan;
    at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
  }
  return undefined;
}

const startOfScan = 0xda;
const endOfImage = 0xd9;

// Of restarts, and the one for temporary use.
function hasNoLength(marker: number): boolean {
  return (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;
}

// Tables, numbers of lines and restarts, comments, data of applications, and the next scan.
function mayFollowScan(marker: number): boolean {
  return [0xc4, 0xda, 0xdb, 0xdc, 0xdd, 0xfe].includes(marker) || (marker & 0xf0) === 0xe0;
}
