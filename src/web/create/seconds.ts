/** A moment of a clip as people read it: `3.4 s`, `3,4 s`. */
export const secondsIn = (ms: number, language: string): string =>
  new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'second',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(ms / 1000)
