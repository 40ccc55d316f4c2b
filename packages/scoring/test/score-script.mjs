// Scores as any script does: see open-project.isolated.test.ts.
import { openProject } from '@ventral/scoring';

const [folder, settings, request] = process.argv.slice(2).map((text) => JSON.parse(text));
const project = await openProject(folder, settings);
const { score } = await project.score(request);
console.log(score.value);
