import { formatBytes } from '@ventral/files';
import { type FilesRequest, isChoicePath, type Project, type RunSettings } from '@ventral/scoring';

const mostNames = 3;

/** Says what an offline command lacks, before it begins: which files, and the lines that fetch them. */
export async function sayMissing(
  project: Project,
  request: FilesRequest,
  settings: RunSettings,
  say: (line: string) => void,
): Promise<void> {
  // Of what a benchmark names, choices need the trials alone: what is missing may not be needed.
  if (request.models.every((model) => typeof model === 'string' && isChoicePath(model))) return;
  const missing = await project.missingFiles(request, settings);
  if (missing.length === 0) return;
  const lines = missing.map(({ id, files }) => {
    const names = files.slice(0, mostNames).map(({ path }) => path);
    const more = files.length > mostNames ? `, and ${files.length - mostNames} more` : '';
    const bytes = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
    return `  ${id}: ${names.join(', ')}${more}${bytes === 0 ? '' : ` (${formatBytes(bytes)})`}`;
  });
  const text = [
    'This run is offline, and some files are in no cache and no mirror:',
    ...lines,
    'On a machine with network:',
    ...missing.map(({ id }) => `  ventral data pull ${id} --to DIR`),
    'Then take that folder along, and add: --mirror DIR',
  ];
  say(text.join('\n'));
}
