import type { ComponentChildren, RefObject } from 'preact';

/** A part of the page that scrolls by itself, and is reached by keyboard. */
export function Scroller({
  label,
  isSmall = false,
  element,
  children,
}: {
  readonly label: string;
  readonly isSmall?: boolean;
  readonly element?: RefObject<HTMLElement | null>;
  readonly children: ComponentChildren;
}) {
  return (
    <section
      class={isSmall ? 'scroller small' : 'scroller'}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
      {...(element === undefined ? {} : { ref: element })}
    >
      {children}
    </section>
  );
}
