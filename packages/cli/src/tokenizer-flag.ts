/** Names and value of the flag. */
export const tokenizerFlag = '--tokenizer <file>';

/** What `--tokenizer` does, for `--help`. */
export const tokenizerText = 'for a model file of language: its tokenizer.json';
