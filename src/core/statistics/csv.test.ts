import { describe, expect, it } from 'vitest'
import { csvOf } from './csv.ts'

describe('a table for a spreadsheet', () => {
  it('keeps commas, quotes and lines of words within their cell', () => {
    expect(
      csvOf([
        ['Day', 'Likes'],
        ['He said "no", twice\nand left', 3],
      ]),
    ).toBe('\ufeff"Day","Likes"\r\n"He said ""no"", twice\nand left",3\r\n')
  })

  it('lets no words be a formula, and leaves numbers as they are', () => {
    for (const words of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\u200b=1', '＝1', '"=1'])
      expect(csvOf([[words]]).slice(2), words).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u)
    expect(csvOf([[-3, 'Sea-side = shore']])).toBe('\ufeff-3,"Sea-side = shore"\r\n')
  })
})
