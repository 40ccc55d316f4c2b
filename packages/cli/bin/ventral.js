#!/usr/bin/env node
// A file that exists before the first build: package managers link commands when they install.
import '../dist/index.js';
