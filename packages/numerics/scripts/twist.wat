;; The next 624 numbers of the Mersenne Twister MT19937, four at once, and the 312 fractions that pairs of them make.
;; In bytes: its state is at 0, the numbers at 2512, the fractions at 5008. After the state is room for one word:
;; the first of the new state, which follows the last of the old one.
(module
  (memory (export "memory") 1)
  (func (export "twist")
    (local $at i32) (local $mixed v128) (local $word v128)
    (loop $words
      (local.set $mixed (v128.bitselect
        (v128.load (local.get $at))
        (v128.load offset=4 (local.get $at))
        (v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000)))
      (local.set $word (v128.xor
        (v128.xor
          ;; 397 words on, or 227 back, where these are of the new state.
          (v128.load (i32.add (local.get $at)
            (select (i32.const 1588) (i32.const -908) (i32.lt_u (local.get $at) (i32.const 912)))))
          (i32x4.shr_u (local.get $mixed) (i32.const 1)))
        (v128.and
          (i32x4.neg (v128.and (local.get $mixed) (v128.const i32x4 1 1 1 1)))
          (v128.const i32x4 0x9908b0df 0x9908b0df 0x9908b0df 0x9908b0df))))
      (v128.store (local.get $at) (local.get $word))
      (i32.store (i32.const 2496) (i32.load (i32.const 0)))
      (local.set $word (v128.xor (local.get $word) (i32x4.shr_u (local.get $word) (i32.const 11))))
      (local.set $word (v128.xor (local.get $word) (v128.and
        (i32x4.shl (local.get $word) (i32.const 7))
        (v128.const i32x4 0x9d2c5680 0x9d2c5680 0x9d2c5680 0x9d2c5680))))
      (local.set $word (v128.xor (local.get $word) (v128.and
        (i32x4.shl (local.get $word) (i32.const 15))
        (v128.const i32x4 0xefc60000 0xefc60000 0xefc60000 0xefc60000))))
      (local.set $word (v128.xor (local.get $word) (i32x4.shr_u (local.get $word) (i32.const 18))))
      (v128.store offset=2512 (local.get $at) (local.get $word))
      ;; Of each two, 27 bits of the first and 26 of the second.
      (v128.store offset=5008 (local.get $at) (f64x2.mul
        (f64x2.add
          (f64x2.mul
            (f64x2.convert_low_i32x4_s (i8x16.shuffle 0 1 2 3 8 9 10 11 0 1 2 3 8 9 10 11
              (i32x4.shr_u (local.get $word) (i32.const 5)) (local.get $word)))
            (v128.const f64x2 0x1p26 0x1p26))
          (f64x2.convert_low_i32x4_s (i8x16.shuffle 4 5 6 7 12 13 14 15 4 5 6 7 12 13 14 15
            (i32x4.shr_u (local.get $word) (i32.const 6)) (local.get $word))))
        (v128.const f64x2 0x1p-53 0x1p-53)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $words (i32.lt_u (local.get $at) (i32.const 2496))))))
