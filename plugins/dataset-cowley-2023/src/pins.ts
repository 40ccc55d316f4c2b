import type { FileHash } from '@ventral/core';

/** What decides whether a file of a session is the right one. */
export interface Pin {
  readonly hash: FileHash;
  /** Exact size, where the file was at hand when it was pinned. */
  readonly bytes?: number;
}

/** The three files of a session. */
export interface SessionPins {
  readonly images: Pin;
  /** Responses averaged over repeats. */
  readonly averaged: Pin;
  /** Responses to every repeat. */
  readonly raw: Pin;
}

/**
 * The files of every session that has images, at the pinned commit of the source.
 *
 * Twelve sessions are pinned by sha256; the others, and raw responses, by the id that the source's
 * own git tree gives them. The images of 210312 and 210315 are one and the same file: whether both
 * showed them, or one was overwritten by mistake, the source does not say.
 */
export const pins: Readonly<Record<string, SessionPins>> = {
  '190923': {
    images: sha256('e99a4df1c7476bdc4d565ff4408bc421976ecc3a22c41af6bfd0cfbddb508c0c', 4024034),
    averaged: sha256('741672d36541ce39930c8a3b5bd1cfd33c187aa47b1549c9c5569bc21aa97a28', 316928),
    raw: gitBlob('ad13b3f26e19b6733883586790467010923aa3a3'),
  },
  '190924': {
    images: gitBlob('ff8c67a6ad38cfed87960bfb147ec682a842558c'),
    averaged: gitBlob('7d26eb926c6b09e502f0d81c6333b6e139d0c1a2'),
    raw: gitBlob('37d99418863deff2ec7c5a3c47e1e8a906288e94'),
  },
  '190925': {
    images: sha256('765b4d4372302d4ed72c3382d41ece5ca55d7dcc3d84da7402091253529b87d1', 3967665),
    averaged: sha256('2f94d7bcef0f68fecdb7472f509737fafac92477cf6b11a4966162b1b1072529', 345728),
    raw: gitBlob('a3c80964c0f3c4ad57592eb6cbf45e1b1fa53cf4'),
  },
  '190926': {
    images: gitBlob('68a869590ab9b23a6678d0740a74bf4371344a27'),
    averaged: gitBlob('7ce88df7d534a15779ff1e0dfd817959f1e31197'),
    raw: gitBlob('9daa859d24e1268381cce18142a58d82acb2201c'),
  },
  '190927': {
    images: sha256('d2469cc2caa629d4ed38e8d4964fb1de8c0b29e9937c25ce1c5838bc4e382653'),
    averaged: sha256('4c3c75ec72bc4bd3f0e22987a7b2e7e962af249d6577e8a6d727ea9075bde034'),
    raw: gitBlob('7fb523964be3ba8802c0e1f5cfb9f142b11fbe58'),
  },
  '190928': {
    images: sha256('6d90fdf2341e038beb57c16ce85f48c3a2bdfd450bc1c6440489529aead0f161'),
    averaged: sha256('41707e2d31ace45da6d181ad28a91c299971d42430c91cc738602523e7d7eda6'),
    raw: gitBlob('0baa443761ab2c2d8ae40d8cce3fbeedade2823c'),
  },
  '190929': {
    images: sha256('7fea6a28c092acfa646145813f532b2ea1d5a22a0b1bdade47d392b8f6bfb3f0'),
    averaged: sha256('18639c9e2b2baed54c4fb22e311d84dafbd986a12069370b1004880a721d2c4a'),
    raw: gitBlob('2ffda2525611da698f4c99f40e763f48a08c5669'),
  },
  '201021': {
    images: gitBlob('5d73af400d0e14f9548e8503015949dff619c184'),
    averaged: gitBlob('496c731f97803a23f8d5af80f92212f0e2beda4e'),
    raw: gitBlob('c597d1dde686c2fbedebd0e6ac70eece0a129c65'),
  },
  '201022': {
    images: gitBlob('349d8be0656761a8fd9a50a409f4beb2ae27d40b'),
    averaged: gitBlob('70b23d053a5c43ea6dc02e018afe07a6658a436c'),
    raw: gitBlob('a65b9c506cdd655828bb7d8e7ffddd3d54e7a0a5'),
  },
  '201023': {
    images: gitBlob('c4df51c8ab5eab0ed2f785f14d7f594b66bdf86e'),
    averaged: gitBlob('3f20fe39e57b28a24a1ae03282a0772b7a442d7d'),
    raw: gitBlob('adc222fc5d59956a82124a098404d4d5e4c3389a'),
  },
  '201024': {
    images: gitBlob('f43ceecb9a251e57e90d3bb11dfc4f3e1ba47144'),
    averaged: gitBlob('6251ede0c1cd3d7bf278c17563e2db33dd944f7f'),
    raw: gitBlob('86758876221e69f9230159f1f6121373270dfdc2'),
  },
  '201025': {
    images: sha256('3abb63679107665eab7220bdeaf7863832a1df943bf3d7792501f5082a55b2e8'),
    averaged: sha256('f729f3dc0d29aa38bd380c0da9e39aba916f9e2580949929b65d1714e7217a8a'),
    raw: gitBlob('6f4567bdc3800e73226a90e2e0ea98fa7a0a466c'),
  },
  '210224': {
    images: sha256('e2690810bee34c2e2821e5dd504c7970f3441579bc57659f27d2c11678b52c6b'),
    averaged: sha256('4dbb7367707a5ca47ab4cea863bbf4e9765b8409cb30216693721bddfad7abfe'),
    raw: gitBlob('42ddbd2696e182e7077eaadfd2b7b3825a6cc0f6'),
  },
  '210225': {
    images: sha256('79bfb1066949a7f7bbd3c632ab420c2230b966b80cade76593d8745aea49b7f6', 4137526),
    averaged: sha256('853f196247504fa2526b507f56ee5237711ed166f295f7cb23ec5441a7bf789b', 528128),
    raw: gitBlob('173befb8c4eabdf6c57e785f6982fba8eb591380'),
  },
  '210226': {
    images: gitBlob('e5238ee1534dc6626cd3831f5408303e9ad4aaed'),
    averaged: gitBlob('ff6f9050067a5259fd4c009961abc083f5404972'),
    raw: gitBlob('9069150593f9adc7413e2002916b31a6d9c6ff68'),
  },
  '210301': {
    images: gitBlob('a98c0056a433b6f91608af117c4f3f43edf773ee'),
    averaged: gitBlob('a3218f90914519042d41afbeeea654e8524479b9'),
    raw: gitBlob('7d02e45e4f4c9dd3d48590ef8fc5848deb53d057'),
  },
  '210302': {
    images: gitBlob('4e5cd1472dbf16f4d87f700ce429b52b5f668f5c'),
    averaged: gitBlob('95ba8d1f4531fb4e53c6f9b0b79aa6eb17c2990a'),
    raw: gitBlob('139682e60cb320434fbe97a834fcc8567375f78c'),
  },
  '210303': {
    images: gitBlob('da9cc9fee8fb01f263458ea0eaa673c8d35677da'),
    averaged: gitBlob('c2639b9107e515f2d96f965fcd5994470078d7a9'),
    raw: gitBlob('419a1b58ecc218820cf1d360f4bbf15215e1d274'),
  },
  '210304': {
    images: gitBlob('9111c3b72176d3a2a15ec97503910f5477a7cd74'),
    averaged: gitBlob('1ed021f3df978ac674b2b37ef8a999e33437649a'),
    raw: gitBlob('c1ff3ae1fe98474479193418a56bcdfb36f6ec18'),
  },
  '210305': {
    images: sha256('9fab651e9c2d0b44091c2ea238c78d68fedf573cd7d4ae6b0545c5d84c121776', 1492118),
    averaged: sha256('00dce8d39558bfc3f5dd55c6f678c05de1b63895d56193379fd7dfe41fc703f0', 224128),
    raw: gitBlob('04da65e48ff8e19224cc4ebe941f88df74412a88'),
  },
  '210308': {
    images: gitBlob('e402cac54c6459364edc748fdf4215476f49e1f4'),
    averaged: gitBlob('ff3cf3bf08e218accaf73bdca398626bcbb61f60'),
    raw: gitBlob('9a1d9f5cf14618467faaafed816e9b25c4666f6f'),
  },
  '210309': {
    images: gitBlob('4dc0efae7aea067e14e5eb16e3d2fa2085284a52'),
    averaged: gitBlob('7cebfafaa863530f0807cef904dfccff179e7908'),
    raw: gitBlob('ca1056ce59b21f64a9a78f45fbf36ddce8acee46'),
  },
  '210310': {
    images: gitBlob('19f426d112115f03bf315bb478156e9c12d66a06'),
    averaged: gitBlob('31aa784338b43467e51bb0dc3189ecca8d11bee6'),
    raw: gitBlob('5dd304026f34a8224ee90b942d01a475a0f2e089'),
  },
  '210312': {
    images: gitBlob('5bf63b9786b3dfc3f8e233c922126374f0446a25'),
    averaged: gitBlob('4bd5fdb48a83c6f766c96d4eff8f832948056aa6'),
    raw: gitBlob('43976166d38930f059b5210897d6e25f60919d5d'),
  },
  '210315': {
    images: gitBlob('5bf63b9786b3dfc3f8e233c922126374f0446a25'),
    averaged: gitBlob('96e19fc0c0e82e3280dd0abe4cc531f3b3482d43'),
    raw: gitBlob('59333352f6dd22751aa1397516b315193cd66ed3'),
  },
  '210316': {
    images: gitBlob('2f7161c920c054b67bec5608af666add39be23ba'),
    averaged: gitBlob('0d1a22c69cc452bed6815374b5fc0a8c4fbfb83d'),
    raw: gitBlob('af22fe07ce0f3356a8d651e32cc1b1fe3a71dc05'),
  },
  '210322': {
    images: sha256('a72f357c73381fc6e496403820b38abe38c78b92f6d1c0b7153d6fe6d3986c32'),
    averaged: sha256('1d643594633c7ad6d5281147bf1742275135507c8b283550e00e7028c65a5373'),
    raw: gitBlob('be291316928077d89df65e67a6c129d83ff6de99'),
  },
  '210323': {
    images: gitBlob('2d97072ebfe2935d30a7538aab753110fc48586a'),
    averaged: gitBlob('f975c3cc789888ad8ce9c355f738ac2f304ea07f'),
    raw: gitBlob('265843b49c6f438d592ef68c7d158821d5bc3c8a'),
  },
  '210324': {
    images: gitBlob('daebc33adae3fb8c4c838164a5315dff4117bf3d'),
    averaged: gitBlob('e5e59fd3bb25c83d4ca7104762546fd280a77312'),
    raw: gitBlob('c99a082e9789f544ea3a41c7fb9eabf32c63fe2e'),
  },
  '210325': {
    images: sha256('992774eca3508a2ad01accb1a31f5f3e3d90248c49f4eec314f2a915a263e454', 1841475),
    averaged: sha256('555e67037182611969ab90da291dcc39601de4411f651a64ad60e90572cf59d3', 256128),
    raw: sha256('4008dbbf31a47d9b1b8d8da609f4a7a3433c7071f0e45c611c220b217dd75b76', 2560128),
  },
  '210326': {
    images: gitBlob('3ad0ecb66444f81e583fc879160299c0f0cff016'),
    averaged: gitBlob('cc749b798eb35db18b7f7b407744e99f67ba9e52'),
    raw: gitBlob('f70ecac09071b645e6f95dd462aa718319c1257c'),
  },
  '210620': {
    images: gitBlob('4905aeadc8e9ac3fe4bf282b6e17b6a1f01d31a6'),
    averaged: gitBlob('7af2ef2dba263f98d302a436f21ef6cfbae95979'),
    raw: gitBlob('919091f621d6f38ccf3e5846909557eb431cf1bc'),
  },
  '210621': {
    images: sha256('aff4d1639a04fb0d964ee09f8e76b07707e8435283c8e0ea47b0fd398ffcc233'),
    averaged: sha256('28e57e8eefe774b455087a62f039931b9547b2300908a0af85eee5baa49aa1ba'),
    raw: gitBlob('68533c674423894142eda3a145aea6ad7c0ca5dd'),
  },
  '211008': {
    images: gitBlob('1f6f34faaea847086c79165c222ea0ed1a90d631'),
    averaged: gitBlob('5dcfc22f148724bc00a41cd854d3a91abc38833d'),
    raw: gitBlob('8b9fe11896cd9ef87ea8f5908bd9b2348b7c7f72'),
  },
  '211012': {
    images: gitBlob('c33d809d3f1b0430e61322ab913fc75d81617ba9'),
    averaged: gitBlob('373126561b2c7a4e1b9446b59ac1896e7de09216'),
    raw: gitBlob('4856bbdbe00619f3f55d34ae30a3a148f9967f7a'),
  },
  '211013': {
    images: gitBlob('827a1e28ea88b8ddfe6971caa9b0fd3a6cdc2916'),
    averaged: gitBlob('c1eda0ce7122e33d1adfc498802ec44f55d50110'),
    raw: gitBlob('6e31e9f5a066d3d7ff1c09600b989481f7fc5866'),
  },
  '211014': {
    images: gitBlob('f8d5be9f744e21f5c79a1a19b5b2cd60d05b6ab7'),
    averaged: gitBlob('2848bbf19e072131be229384f2ca3861036de073'),
    raw: gitBlob('7c9624f0e3be023ad78f0a8fa866d27bb8af432a'),
  },
  '211015': {
    images: gitBlob('7ff6b1a831b858c0a44e3ff2a3a1809070476f33'),
    averaged: gitBlob('8fc5c55b238ab8254b44753cd31b4e6cd4e8334e'),
    raw: gitBlob('3e117926486401fac08a581c80837667b71a1bcd'),
  },
  '211018': {
    images: gitBlob('308d92fe7e38e71bc3b591410ca9cb9347052758'),
    averaged: gitBlob('4952f183f720bac8ba8722d7f59a0ac6ef010924'),
    raw: gitBlob('33dfa7b94d0c0a5dd627a8f636ed72523736f493'),
  },
  '211022': {
    images: gitBlob('463714f32c6d75c1cbb32f61f49a18d8d95d63d9'),
    averaged: gitBlob('e8defc49893d5028104f82c64f2e91bdfd1e32f4'),
    raw: gitBlob('28b8044848aeff87f8a934b71d7a0a78fc71633f'),
  },
  '211025': {
    images: gitBlob('cb8cd48a0e9f930cb2b54d0a0f6a0a019b6fca14'),
    averaged: gitBlob('2cc39712bd8af9ad6e48164da7e1db46640d89b1'),
    raw: gitBlob('26f1762895d670dd922ccdea27868e5ba8e5cb82'),
  },
  '211026': {
    images: gitBlob('8f213c34d6eb2bcf8a97991fa8e8cc68e9fac8b3'),
    averaged: gitBlob('7db80c5f2bf57c17c515d5dae4c14f110c8b4b1c'),
    raw: gitBlob('e06b5b445c1fcfb7ab8631fcb88bf398e8ec8c75'),
  },
  '211027': {
    images: gitBlob('b6415fcd37bae557836f83421e72ab11545e8625'),
    averaged: gitBlob('ce57c9c695b783750b316c86403c68575c353ac9'),
    raw: gitBlob('4f8c1778adf9146ff1208465fdbc7571bfba479e'),
  },
  '211028': {
    images: gitBlob('7a09ed95f98affb2da79e38a80807455a5ad5238'),
    averaged: gitBlob('f3a5cf3df0c71ce7b5493d019d0848238902f30b'),
    raw: gitBlob('9eac31e32e9f28926c65aef8886b6a39cc4273c1'),
  },
  '211103': {
    images: gitBlob('29ee220f5a9c586aca215185d8426f200cc662c2'),
    averaged: gitBlob('32a880133ed1babcb0e02ecc02d738c559694ebe'),
    raw: gitBlob('d66903c53c9a80ef4199ce973581657f74471499'),
  },
};

function sha256(digest: string, bytes?: number): Pin {
  return { hash: { algorithm: 'sha256', digest }, ...(bytes === undefined ? {} : { bytes }) };
}

function gitBlob(digest: string): Pin {
  return { hash: { algorithm: 'git-blob', digest } };
}
