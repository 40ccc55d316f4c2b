#!/usr/bin/env node
// A file that exists before the first build: package managers link commands when they install.
import { main } from '../dist/index.js';

await main(process.argv.slice(2));
