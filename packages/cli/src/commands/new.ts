import { createPlugin, describeNewPlugin } from 'create-ventral-plugin';

/** Options of `ventral new`. */
export interface NewOptions {
  readonly folder?: string;
  readonly package?: string;
}

/** Begins a package with a plugin. */
export async function newPlugin(kind: string, name: string, options: NewOptions): Promise<void> {
  const { folder, package: packageName } = options;
  const made = await createPlugin(kind, name, {
    ...(folder === undefined ? {} : { folder }),
    ...(packageName === undefined ? {} : { packageName }),
  });
  console.log(describeNewPlugin(made));
}
