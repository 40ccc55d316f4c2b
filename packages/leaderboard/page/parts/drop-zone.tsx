import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { readDropped } from '../read-dropped.ts';
import { addOwn, announcement, ownCount, removeOwn } from '../site.ts';

/** Takes the reader's own records, dropped anywhere on the page or chosen by hand. */
export function DropZone() {
  const isOver = useSignal(false);
  const problem = useSignal('');
  const take = async (files: Iterable<File>) => {
    problem.value = '';
    for (const file of files) {
      const read = await readDropped(file);
      if ('problem' in read) {
        problem.value = read.problem;
        continue;
      }
      addOwn(read.entries);
      announcement.value = `${file.name} is shown among the others; it stays on this machine.`;
    }
  };
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      isOver.value = event.type === 'dragover';
    };
    const drop = (event: DragEvent) => {
      over(event);
      void take(event.dataTransfer?.files ?? []);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', over);
      removeEventListener('drop', drop);
    };
  }, []);
  return (
    <section class={isOver.value ? 'drop over' : 'drop'} aria-label="Your own records">
      <label>
        <span>
          <strong>Your own network?</strong> Drop its score record here, or choose the file.
        </span>
        <input
          type="file"
          accept=".json,application/json"
          multiple
          onChange={(event) => void take(event.currentTarget.files ?? [])}
        />
      </label>
      {ownCount.value > 0 && (
        <button type="button" onClick={removeOwn}>
          Take away
        </button>
      )}
      {problem.value !== '' && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}
