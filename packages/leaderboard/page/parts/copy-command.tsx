import { useSignal } from '@preact/signals';
import { announcement } from '../site.ts';

/** A command line, with a button that copies it. */
export function CopyCommand({ text }: { readonly text: string }) {
  const isCopied = useSignal(false);
  const copy = async () => {
    await copyText(text);
    isCopied.value = true;
    announcement.value = 'Copied.';
    setTimeout(() => {
      isCopied.value = false;
    }, 1500);
  };
  return (
    <div class="command">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <button type="button" onClick={copy}>
        {isCopied.value ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}

/** Copies where the browser allows it, and by a selection where it does not, as from disk. */
async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}
