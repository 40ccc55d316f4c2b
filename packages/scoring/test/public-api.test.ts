import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// Types are part of the surface: read from the source, since they are gone at run time.
test('exports exactly these names', () => {
  const source = readFileSync(join(import.meta.dirname, '../src/index.ts'), 'utf8');
  const names = [...source.matchAll(/export (type )?\{([^}]*)\}/g)].flatMap(([, type, list = '']) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map((name) => (type === undefined ? name : `type ${name}`)),
  );
  expect(names.sort()).toMatchInlineSnapshot(`
    [
      "benchmarksToChooseOn",
      "checkSignature",
      "compareRecords",
      "countWeights",
      "createProjectContext",
      "diffRecords",
      "filesOfNetwork",
      "findRecord",
      "fingerprintOf",
      "layerMapPath",
      "lockedPackages",
      "makeKeyPair",
      "modelDescriptionPath",
      "modelDescriptionSchema",
      "openProject",
      "parsePruningStudy",
      "parseRecord",
      "pruneFile",
      "pruningStudySchema",
      "readKey",
      "readRecord",
      "recordSchema",
      "runProgram",
      "signRecord",
      "standingsOf",
      "type CheckedSignature",
      "type CommitListeners",
      "type CommitRequest",
      "type Commitment",
      "type CommittedLayer",
      "type CompareFailure",
      "type CompareListeners",
      "type CompareRequest",
      "type CompareSettings",
      "type Comparison",
      "type DescribeRequest",
      "type DifferenceKind",
      "type Features",
      "type FilesRequest",
      "type KeyPair",
      "type LayerListing",
      "type LayerMap",
      "type LayersRequest",
      "type ListedLayer",
      "type LockedPackage",
      "type MissingFiles",
      "type ModelDescriptionFile",
      "type PreprocessingPreset",
      "type Project",
      "type ProjectSettings",
      "type PrunedFile",
      "type PruningPoint",
      "type PruningStudy",
      "type PruningStudyListeners",
      "type PruningStudyRequest",
      "type RecordComparison",
      "type RecordDiff",
      "type RecordDifference",
      "type RecordJson",
      "type RecordSignature",
      "type RecordSource",
      "type RecordedFile",
      "type RecordedInputs",
      "type RecordedModel",
      "type RecordedPlugin",
      "type RecordedPrunedLayer",
      "type RegionChoice",
      "type RunSettings",
      "type ScoreRecord",
      "type ScoreRequest",
      "type Standing",
      "type Verification",
      "type VerifyListeners",
      "type VerifyRequest",
    ]
  `);
});
