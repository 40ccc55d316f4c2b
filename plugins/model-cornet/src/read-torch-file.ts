import { open } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';
import { openZip, withUnchangedFile } from '@ventral/files';
import { TorchStorage } from './torch-storage.ts';
import { TensorView, type TorchTensor } from './torch-tensor.ts';
import { type CallHandler, type PersistentId, type PickledName, unpickle } from './unpickle.ts';

/**
 * Reads the tensors of a PyTorch state dict, by name and in the file's order: of a zip, as PyTorch has
 * written since 1.6, or of the stream it wrote before. Nothing in the file is run. A checkpoint that
 * holds the dictionary as its `state_dict` will do.
 *
 * Memory is twice that of the file.
 *
 * @throws VentralError `MODEL_UNREADABLE` for a file that is missing, damaged, or holds anything but
 *   tensors and plain data
 */
export async function readTorchFile(path: string): Promise<ReadonlyMap<string, TorchTensor>> {
  try {
    const value = (await isZip(path))
      ? await readZip(path)
      : readStream(await withUnchangedFile(path, (file) => file.readFile()));
    const inner = value instanceof Map ? (value.get('state_dict') ?? value) : undefined;
    const tensors = new Map<string, TorchTensor>();
    for (const [name, view] of inner instanceof Map ? inner : []) {
      if (view instanceof TensorView) tensors.set(String(name), view.gather());
    }
    if (tensors.size > 0) return tensors;
    throw new VentralError('MODEL_UNREADABLE', 'It holds no tensors by name.', {
      hint: 'Save the weights with torch.save(model.state_dict(), path).',
    });
  } catch (cause) {
    const { message, hint } = cause as VentralError;
    throw new VentralError('MODEL_UNREADABLE', `${path} cannot be read. ${message}`, {
      hint: hint ?? 'Fetch the file again.',
      cause,
    });
  }
}

async function isZip(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(4));
  return buffer.toString('latin1') === 'PK\x03\x04';
}

async function readZip(path: string): Promise<unknown> {
  const zip = await openZip(path, { largestEntry: 4_000_000_000 });
  const pickle = zip.entries.find(({ name }) => name.endsWith('/data.pkl'));
  if (pickle === undefined) throw unlikePyTorch('a zip without a data.pkl');
  const folder = pickle.name.slice(0, -'data.pkl'.length);
  const storages = new Map<string, TorchStorage>();
  const { value } = unpickle(await zip.read(pickle.name), 0, makeTensors(storages));
  for (const [key, storage] of storages) storage.fill(await zip.read(`${folder}data/${key}`));
  return value;
}

// What torch.save wrote first, before it wrote zips.
const streamMark = 0x1950a86a20f9469cfc6cn;

/** A mark, a version, sizes of types, the data, and the keys of storages, whose bytes follow. */
function readStream(bytes: Buffer): unknown {
  const storages = new Map<string, TorchStorage>();
  const call = makeTensors(storages);
  let at = 0;
  const next = () => {
    const { value, end } = unpickle(bytes, at, call);
    at = end;
    return value;
  };
  if (next() !== streamMark) throw unlikePyTorch('a pickle of something else');
  next();
  next();
  const value = next();
  for (const key of next() as readonly string[]) {
    const storage = storages.get(key);
    if (storage === undefined || at + 8 > bytes.length) throw cutShort();
    const length = Number(bytes.readBigInt64LE(at)) * storage.type.BYTES_PER_ELEMENT;
    at += 8;
    if (at + length > bytes.length) throw cutShort();
    storage.fill(bytes.subarray(at, at + length));
    at += length;
  }
  return value;
}

/** Makes the tensors that a pickle speaks of, and notes the storages that they need. */
function makeTensors(storages: Map<string, TorchStorage>): CallHandler {
  const findStorage = (source: unknown) => {
    const [, type, key] = (Object(source) as Partial<PersistentId>).persistent ?? [];
    const { name = '' } = Object(type) as Partial<PickledName>;
    const known = storages.get(String(key)) ?? new TorchStorage(name);
    storages.set(String(key), known);
    return known;
  };
  return (name, args) => {
    const [first, ...rest] = args;
    if (name === 'collections.OrderedDict') return new Map();
    if (name === 'torch._utils._rebuild_parameter') return first;
    if (name !== 'torch._utils._rebuild_tensor_v2') return undefined;
    return new TensorView(findStorage(first), rest[0], rest[1], rest[2]);
  };
}

function unlikePyTorch(what: string): VentralError {
  return new VentralError('MODEL_UNREADABLE', `It is ${what}, not a file of PyTorch.`, {
    hint: 'Give a .pth file that torch.save(model.state_dict(), path) wrote.',
  });
}

function cutShort(): VentralError {
  return new VentralError('MODEL_UNREADABLE', 'It is cut short.');
}
