import type { RgbImage } from '@ventral/arrays';

// As many as sharp takes of any other format.
const mostPixels = 0x3fff ** 2;

/** What the headers of a BMP file say. */
interface BmpLayout {
  readonly width: number;
  readonly height: number;
  /** Whether the first row comes first; most files begin with the last. */
  readonly topDown: boolean;
  /** Bits of a pixel. */
  readonly bits: number;
  readonly compression: number;
  /** Which bits are red, green and blue. */
  readonly masks: readonly [number, number, number];
  /** Blue, green, red of each colour, `entryBytes` apart. */
  readonly palette: Uint8Array;
  readonly entryBytes: number;
  /** Bytes before the first pixel. */
  readonly offset: number;
}

/** Whether these are the bytes of a BMP file. */
export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d;
}

/**
 * Decodes a BMP file, with the values that Pillow gives as RGB: of 1, 4 and 8 bits a pixel with a
 * palette, also run-length encoded, of 16, 24 and 32 bits with or without masks. Alpha is dropped.
 *
 * Reference: Microsoft, Bitmap Storage, https://learn.microsoft.com/windows/win32/gdi/bitmap-storage.
 *
 * @throws Error for any other file, and for one that is truncated
 */
export function decodeBmp(bytes: Uint8Array): RgbImage {
  const layout = readLayout(bytes);
  const { width, height, topDown, bits } = layout;
  const rows = runLengths.includes(layout.compression)
    ? unpackRuns(bytes, layout)
    : unpackRows(bytes, layout);
  const colourOf = bits <= 8 ? paletteColours(layout) : maskedColours(layout);
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = (topDown ? row : height - 1 - row) * width;
    for (let column = 0; column < width; column++) {
      colourOf(rows[from + column] as number, data, (row * width + column) * 3);
    }
  }
  return { width, height, data };
}

const uncompressed = 0;
const runLengths = [1, 2];
const masked = 3;

function readLayout(bytes: Uint8Array): BmpLayout {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 26) throw new Error('it ends within its header');
  const offset = view.getUint32(10, true);
  const headerBytes = view.getUint32(14, true);
  const end = 14 + headerBytes;
  // OS/2's first header is the only one with sizes of 16 bits, and a palette without padding.
  const isShort = headerBytes === 12;
  if (!isShort && headerBytes < 40) throw new Error(`its header has ${headerBytes} bytes`);
  if (bytes.length < end || offset < end) throw new Error('it ends within its header');
  const width = isShort ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = isShort ? view.getUint16(20, true) : view.getInt32(22, true);
  const height = Math.abs(signedHeight);
  if (width <= 0 || height === 0 || width * height > mostPixels) {
    throw new Error(`it cannot have ${width} x ${height} pixels`);
  }
  const bits = view.getUint16(isShort ? 24 : 28, true);
  const compression = isShort ? uncompressed : view.getUint32(30, true);
  const isKnown =
    (compression === uncompressed && [1, 4, 8, 16, 24, 32].includes(bits)) ||
    (compression === 1 && bits === 8) ||
    (compression === 2 && bits === 4) ||
    (compression === masked && (bits === 16 || bits === 32));
  if (!isKnown) throw new Error(`it has ${bits} bits a pixel, stored in way ${compression}`);
  const entryBytes = isShort ? 3 : 4;
  const stated = isShort ? 0 : view.getUint32(46, true);
  const colours = Math.min(stated || 256, 2 ** bits, Math.floor((offset - end) / entryBytes));
  return {
    width,
    height,
    topDown: signedHeight < 0,
    bits,
    compression,
    masks: compression === masked ? readMasks(view) : bits === 16 ? masks555 : masks888,
    palette: bits <= 8 ? bytes.subarray(end, end + colours * entryBytes) : new Uint8Array(),
    entryBytes,
    offset,
  };
}

const masks555 = [0x7c00, 0x3e0, 0x1f] as const;
const masks888 = [0xff0000, 0xff00, 0xff] as const;

// Behind the first 40 bytes of the header, whether they belong to it or follow it.
function readMasks(view: DataView): BmpLayout['masks'] {
  if (view.byteLength < 66) throw new Error('it ends within its header');
  return [view.getUint32(54, true), view.getUint32(58, true), view.getUint32(62, true)];
}

/** One number a pixel, in the order of the file. */
function unpackRows(bytes: Uint8Array, { width, height, bits, offset }: BmpLayout): Uint32Array {
  const rowBytes = Math.ceil((width * bits) / 8);
  const stride = Math.ceil(rowBytes / 4) * 4;
  if (bytes.length < offset + (height - 1) * stride + rowBytes) throw new Error('it is truncated');
  const pixels = new Uint32Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const bit = column * bits;
      const at = offset + row * stride + (bit >> 3);
      let value = 0;
      if (bits < 8) value = ((bytes[at] as number) >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
      else for (let byte = bits / 8 - 1; byte >= 0; byte--) value = value * 256 + bytes[at + byte]!;
      pixels[row * width + column] = value;
    }
  }
  return pixels;
}

/** Runs of one colour, and of pixels as they are; what is skipped has the first colour. */
function unpackRuns(bytes: Uint8Array, { width, height, bits, offset }: BmpLayout): Uint8Array {
  const pixels = new Uint8Array(width * height);
  let at = offset;
  let row = 0;
  let column = 0;
  const next = () => {
    if (at >= bytes.length) throw new Error('it is truncated');
    return bytes[at++] as number;
  };
  // Of 4 bits, there are two pixels a byte.
  const put = (byte: number, index: number) => {
    const value = bits === 8 ? byte : index % 2 === 0 ? byte >> 4 : byte & 15;
    if (column < width && row < height) pixels[row * width + column] = value;
    column++;
  };
  while (row < height && !(row === height - 1 && column >= width)) {
    const count = next();
    const code = next();
    if (count > 0) {
      for (let index = 0; index < count; index++) put(code, index);
    } else if (code === 0) {
      row++;
      column = 0;
    } else if (code === 1) {
      break;
    } else if (code === 2) {
      column += next();
      row += next();
    } else {
      let byte = 0;
      for (let index = 0; index < code; index++) {
        if (bits === 8 || index % 2 === 0) byte = next();
        put(byte, index);
      }
      at += (at - offset) % 2;
    }
  }
  return pixels;
}

type WriteColour = (pixel: number, into: Uint8Array, at: number) => void;

function paletteColours({ palette, entryBytes }: BmpLayout): WriteColour {
  return (pixel, into, at) => {
    const from = pixel * entryBytes;
    if (from + 2 >= palette.length) throw new Error(`it has no colour ${pixel}`);
    for (let channel = 0; channel < 3; channel++) into[at + channel] = palette[from + 2 - channel]!;
  };
}

function maskedColours({ masks }: BmpLayout): WriteColour {
  const channels = masks.map((mask) => {
    const lowest = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { lowest, most: mask >>> lowest, mask };
  });
  return (pixel, into, at) => {
    for (const [channel, { lowest, most, mask }] of channels.entries()) {
      const value = ((pixel & mask) >>> 0) >>> lowest;
      into[at + channel] = most === 0 ? 0 : Math.floor((value * 255) / most);
    }
  };
}
