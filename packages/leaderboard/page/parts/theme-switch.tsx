import { signal } from '@preact/signals';

const key = 'ventral-theme';
type Theme = 'auto' | 'light' | 'dark';
const theme = signal<Theme>(stored());
apply(theme.value);

/** Chooses dark, light, or what the system says. */
export function ThemeSwitch() {
  return (
    <label class="theme">
      <span class="hidden">Colours</span>
      <select
        value={theme.value}
        onChange={(event) => {
          theme.value = event.currentTarget.value as Theme;
          apply(theme.value);
        }}
      >
        <option value="auto">Auto</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}

function apply(chosen: Theme): void {
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // A browser may keep nothing; the page works all the same.
  }
}

function stored(): Theme {
  try {
    const found = localStorage.getItem(key);
    return found === 'light' || found === 'dark' ? found : 'auto';
  } catch {
    return 'auto';
  }
}
