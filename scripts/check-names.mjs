// @ts-check
/** Checks that every public name, types too, is exported by one package of the workspace only. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { packageFolders, readPackageJson, workspaceFolder } from './workspace.mjs';

/** @returns {Promise<string[]>} what is wrong */
export async function checkNames() {
  /** @type {Map<string, string[]>} */
  const foldersOf = new Map();
  for (const folder of packageFolders()) {
    const lists = listsOf(folder);
    for (const name of exportedNames(join(workspaceFolder, folder, 'src/index.ts'))) {
      if (!lists.has(name)) foldersOf.set(name, [...(foldersOf.get(name) ?? []), folder]);
    }
  }
  return [...foldersOf]
    .filter(([, folders]) => folders.length > 1)
    .map(([name, folders]) => `'${name}' is exported by ${folders.join(' and by ')}.`);
}

/**
 * What a package calls the lists of its plugins: by their kind, such as `benchmarks`. These are
 * found through the manifest, and mean the same in every package.
 *
 * @param {string} folder
 * @returns {ReadonlySet<string>}
 */
function listsOf(folder) {
  /** @type {{ kind: string }[]} */
  const plugins = readPackageJson(folder).ventral?.plugins ?? [];
  return new Set(plugins.map(({ kind }) => `${kind}s`));
}

/**
 * @param {string} path of a module that exports names of other modules
 * @returns {string[]}
 */
function exportedNames(path) {
  const { statements } = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
  );
  return statements.filter(isExported).flatMap((statement) => {
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    if (clause === undefined) throw new Error(`${path} has to list by name what it exports.`);
    return ts.isNamedExports(clause)
      ? clause.elements.map(({ name }) => name.text)
      : [clause.name.text];
  });
}

/** @param {ts.Statement} statement */
function isExported(statement) {
  return (
    ts.isExportDeclaration(statement) ||
    ts.isExportAssignment(statement) ||
    (ts.canHaveModifiers(statement) &&
      statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
  );
}
