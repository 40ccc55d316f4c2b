;; A step of the L-infinity norm, two 32-bit values at once in 64-bit numbers: `current` goes by `size` along the sign
;; of the gradient, back to within `radius` of the image, and to 0..1. Three arrays of as many bytes, a multiple of 8,
;; lie one after the other: the image, `current` and the gradient. None holds NaN: `pmin` and `pmax`, single operations
;; of processors where `min` and `max` are several, then say the same.
(module
  (memory (export "memory") 1)
  (func (export "advance") (param $bytes i32) (param $size f64) (param $radius f64)
    (local $at i32) (local $from v128) (local $image v128) (local $gradient v128)
    (local $size2 v128) (local $radius2 v128) (local $zero v128)
    (local.set $size2 (f64x2.splat (local.get $size)))
    (local.set $radius2 (f64x2.splat (local.get $radius)))
    (loop $values
      (local.set $image (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $at))))
      (local.set $from (f64x2.promote_low_f32x4
        (v128.load64_zero (i32.add (local.get $at) (local.get $bytes)))))
      (local.set $gradient (f64x2.promote_low_f32x4
        (v128.load64_zero (i32.add (local.get $at) (i32.shl (local.get $bytes) (i32.const 1))))))
      (v128.store64_lane 0
        (i32.add (local.get $at) (local.get $bytes))
        (f32x4.demote_f64x2_zero
          (f64x2.pmax (local.get $zero)
            (f64x2.pmin (v128.const f64x2 1 1)
              (f64x2.add (local.get $image)
                (f64x2.pmax (f64x2.neg (local.get $radius2))
                  (f64x2.pmin (local.get $radius2)
                    (f64x2.add
                      (f64x2.sub (local.get $from) (local.get $image))
                      ;; The sign is that of the gradient; where it is 0, nothing.
                      (v128.and
                        (f64x2.ne (local.get $gradient) (local.get $zero))
                        (v128.bitselect
                          (local.get $gradient)
                          (local.get $size2)
                          (v128.const f64x2 -0 -0)))))))))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $values (i32.lt_u (local.get $at) (local.get $bytes))))))
