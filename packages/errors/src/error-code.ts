/**
 * Every error code, with what it means. Codes are permanent: one is never renamed or reused, so
 * scripts and issue reports can rely on them for years.
 */
export const errorCodes = {
  PLUGIN_NOT_FOUND: 'No installed plugin has this id.',
  PLUGIN_CONFLICT: 'Two installed packages claim the same plugin id.',
  PLUGIN_BROKEN: 'A plugin could not be imported, or its export is not what its manifest says.',
  MANIFEST_INVALID: 'The "ventral" field of a package.json does not follow the plugin spec.',
  API_VERSION_MISMATCH: 'A plugin was made for another version of the plugin contract.',
  DEPENDENCY_MISSING: 'A package that this step needs is not installed, or in another version.',
  CORE_DUPLICATED:
    'A plugin is made with another version of @ventral/core than the one that runs it.',
  OPTION_INVALID: 'An option, argument or setting has a value that cannot be used.',
  SHAPE_MISMATCH: 'Arrays that belong together differ in size or in labels.',
  STIMULI_MISMATCH: 'Activations and recordings are not about the same stimuli.',
  STIMULI_UNSUITABLE: 'A model cannot take the kind of stimuli that a benchmark shows.',
  RESPONSES_INVALID: 'Values hold NaN or infinity, or do not vary, where a number is needed.',
  NOT_CONVERGED: 'An iteration ended without reaching its tolerance.',
  TRAINING_DIVERGED: 'The loss of a training is no longer a finite number.',
  LAYER_NOT_FOUND: 'The model has no layer of this name.',
  LAYER_REQUIRED: 'The model commits no layer to this region and none was named.',
  MODEL_UNREADABLE: 'The model file is missing, truncated, corrupt or not a model.',
  MODEL_IN_TRAINING: 'The model was exported in training mode.',
  MODEL_INPUT_MISMATCH: 'The model does not take input of this size or type.',
  TOKENIZER_MISMATCH: 'A tokenizer and a language model do not belong together.',
  TOKENS_UNALIGNED: 'Which tokens of a text belong to which of its words cannot be told.',
  MODEL_FAILED: 'The model could not be run on its input.',
  GRADIENT_UNAVAILABLE: 'A model, or an operator of it, cannot be differentiated here.',
  DEVICE_UNAVAILABLE: 'The asked-for device (such as CUDA) is not usable, or not for this.',
  DEVICE_DIVERGES: 'A device computes other numbers than the CPU, beyond the tolerance.',
  DEVICE_MEMORY: 'A device has too little memory for the network: looking at images, even for one.',
  DEVICE_LOST: 'A device stopped working under way.',
  DATA_UNAVAILABLE: 'A file is in no cache, in no mirror, and could not be downloaded.',
  DATA_CORRUPT: 'A file does not have the pinned hash or size, or cannot be parsed.',
  IMAGE_UNREADABLE: 'An image could not be decoded.',
  FILE_UNREADABLE: 'A file given by the user is missing or not in the expected format.',
  FILE_UNWRITABLE: 'A file or folder could not be written.',
  DISK_FULL: 'The disk has no room left.',
  RECORD_INVALID: 'A score record does not follow its schema.',
  SIGNATURE_INVALID: 'A record is not as it was signed, or not signed by the key that was named.',
  RECORD_UNTRUSTED: 'A record asks to install packages or for long work, and nobody confirms it.',
  CELL_REFUSED:
    'What a queue or a plan asks for is no cell, or this worker cannot make just that score.',
  CELL_FAILED: 'A worker ended, again and again, while it made a score.',
  STORE_UNUSABLE: 'A store of records cannot be reached, read or written.',
  ENGINE_UNAVAILABLE: 'The queue or the cluster that an engine needs cannot be reached or used.',
  INTERRUPTED: 'The run was interrupted; what was finished is kept.',
  INTERNAL:
    'Something went wrong that Ventral did not foresee: a fault of its own, or of a plugin.',
} as const;

/** A permanent error code; see {@link errorCodes} for what each means. */
export type ErrorCode = keyof typeof errorCodes;
