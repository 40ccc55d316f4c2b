import * as vega from 'vega';

interface TextItem {
  readonly text?: unknown;
  readonly fontSize?: number;
}

// Vega's types leave it out: what measures text, meant to be set from outside.
const { textMetrics } = vega as unknown as {
  readonly textMetrics: { width: (item: TextItem, text?: unknown) => number };
};

/**
 * Lets Vega know how wide text is. Without a canvas it takes every letter to be 0.8 of the font's
 * size wide, half as much again as Helvetica's are, and leaves gaps wherever there is text; with
 * one, figures would depend on the machine.
 */
export function measureText(): void {
  textMetrics.width = ({ text: own, fontSize = 11 }, text = own) =>
    textWidth(`${text ?? ''}`, fontSize);
}

/** In pixels, of a text in Helvetica. */
export function textWidth(text: string, fontSize: number): number {
  return Math.ceil(fontSize * widthInEms(text));
}

/** In units of the font's size, from Helvetica's widths in three classes. */
function widthInEms(text: string): number {
  let width = 0;
  for (const letter of text) {
    if (/[ !'(),./:;I[\]fijlrt|]/.test(letter)) width += 0.29;
    else width += /[A-Z%&<>@Mmw+=±]/.test(letter) ? 0.72 : 0.55;
  }
  return width;
}
