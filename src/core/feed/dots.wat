;; Dot products of rows of 64 signed bytes. `left` has `rows` rows, `right` has `columns`; product (i, j) goes to
;; out + 4 * (i * columns + j). A row of `left` is widened to eight vectors of 16 bits once and meets every row of `right`.
(module
  (memory (export "memory") 1)
  (func (export "products") (param $left i32) (param $rows i32) (param $right i32) (param $columns i32) (param $out i32)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $a4 v128) (local $a5 v128) (local $a6 v128) (local $a7 v128)
    (local $b v128) (local $sum v128) (local $at i32) (local $end i32)
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))
        (local.set $a0 (v128.load8x8_s (local.get $left)))
        (local.set $a1 (v128.load8x8_s offset=8 (local.get $left)))
        (local.set $a2 (v128.load8x8_s offset=16 (local.get $left)))
        (local.set $a3 (v128.load8x8_s offset=24 (local.get $left)))
        (local.set $a4 (v128.load8x8_s offset=32 (local.get $left)))
        (local.set $a5 (v128.load8x8_s offset=40 (local.get $left)))
        (local.set $a6 (v128.load8x8_s offset=48 (local.get $left)))
        (local.set $a7 (v128.load8x8_s offset=56 (local.get $left)))
        (local.set $at (local.get $right))
        (local.set $end (i32.add (local.get $right) (i32.shl (local.get $columns) (i32.const 6))))
        (block $next
          (loop $column
            (br_if $next (i32.ge_u (local.get $at) (local.get $end)))
            (local.set $sum
              (i32x4.add
                (i32x4.add
                  (i32x4.add
                    (i32x4.dot_i16x8_s (local.get $a0) (v128.load8x8_s (local.get $at)))
                    (i32x4.dot_i16x8_s (local.get $a1) (v128.load8x8_s offset=8 (local.get $at))))
                  (i32x4.add
                    (i32x4.dot_i16x8_s (local.get $a2) (v128.load8x8_s offset=16 (local.get $at)))
                    (i32x4.dot_i16x8_s (local.get $a3) (v128.load8x8_s offset=24 (local.get $at)))))
                (i32x4.add
                  (i32x4.add
                    (i32x4.dot_i16x8_s (local.get $a4) (v128.load8x8_s offset=32 (local.get $at)))
                    (i32x4.dot_i16x8_s (local.get $a5) (v128.load8x8_s offset=40 (local.get $at))))
                  (i32x4.add
                    (i32x4.dot_i16x8_s (local.get $a6) (v128.load8x8_s offset=48 (local.get $at)))
                    (i32x4.dot_i16x8_s (local.get $a7) (v128.load8x8_s offset=56 (local.get $at)))))))
            (local.set $b (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $sum) (local.get $sum)))
            (local.set $sum (i32x4.add (local.get $sum) (local.get $b)))
            (i32.store (local.get $out)
              (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum))))
            (local.set $out (i32.add (local.get $out) (i32.const 4)))
            (local.set $at (i32.add (local.get $at) (i32.const 64)))
            (br $column)))
        (local.set $left (i32.add (local.get $left) (i32.const 64)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row)))))
