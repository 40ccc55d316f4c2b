// @ts-check
/**
 * Measures how far a device is from the processor on every value of networks, as a table for docs/results/webgpu.md:
 * `node scripts/device-layers.mjs webgpu a.onnx folder ...`. After a build.
 */
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const [device = 'webgpu', ...paths] = process.argv.slice(2);
const { compareDevice, deviceTolerance, findAdapter, modelInputs, randomOperators, readModel } =
  await import('../packages/onnx/dist/index.js');

/**
 * @param {string} path
 * @returns {string[]} the networks at or below it, in the order of their names
 */
function networksAt(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => {
    const inner = join(path, name);
    return statSync(inner).isDirectory() || name.endsWith('.onnx') ? networksAt(inner) : [];
  });
}

/**
 * Numbers from -2 to 2 that look like none in particular; as whole numbers from 0 to 7.
 *
 * @param {import('../packages/onnx/dist/index.js').ModelInput} input
 * @returns {import('../packages/onnx/dist/index.js').Tensor}
 */
function madeTensor({ name, type, shape: stated }) {
  const shape = stated.map((size, axis) => size ?? (axis === 0 ? 1 : openSize));
  const length = shape.reduce((product, size) => product * size, 1);
  const numbers = Array.from({ length }, (_, index) => 2 * Math.sin(index * index + 0.5));
  const whole = numbers.map((number) => Math.floor(2 * (number + 2)));
  if (type === 'float32') return { type, shape, values: Float32Array.from(numbers) };
  if (type === 'float64') return { type, shape, values: Float64Array.from(numbers) };
  if (type === 'int64') return { type, shape, values: BigInt64Array.from(whole, BigInt) };
  if (type === 'int32') return { type, shape, values: Int32Array.from(whole) };
  throw new Error(`its input ${name} is ${type}`);
}

// Of sides and lengths that a file leaves open.
const openSize = 16;

console.log(JSON.stringify(await findAdapter()));
console.log('| network | values | largest distance | of | beyond |\n|---|---|---|---|---|');
for (const path of paths.flatMap(networksAt)) {
  try {
    const model = await readModel(path);
    const feeds = Object.fromEntries(modelInputs(model).map((one) => [one.name, madeTensor(one)]));
    const random = randomOperators(model);
    if (random.length > 0) throw new Error(`it draws: ${random.join(', ')}`);
    let [count, largest] = [0, { name: '', operation: '', distance: 0 }];
    const beyond = [];
    for await (const value of compareDevice(model, feeds, {
      device: /** @type {any} */ (device),
    })) {
      count += 1;
      if (value.distance > largest.distance) largest = value;
      if (value.distance > deviceTolerance) beyond.push(value);
    }
    const first =
      beyond[0] === undefined
        ? ''
        : `${beyond.length}, first ${beyond[0].name} (${beyond[0].operation})`;
    const of = `${largest.name} (${largest.operation})`;
    console.log(
      `| ${basename(path, '.onnx')} | ${count} | ${largest.distance.toExponential(1)} | ${of} | ${first} |`,
    );
  } catch (error) {
    console.log(
      `| ${basename(path, '.onnx')} | | | | not compared: ${/** @type {Error} */ (error).message} |`,
    );
  }
}
