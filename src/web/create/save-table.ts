import { saveFile } from '../shell/save-file.ts'

/** Gives a table over as a file: made on this device, of numbers that are there already. */
export const saveTable = (name: string, csv: string): void =>
  saveFile(`${name}.csv`, new Blob([csv], { type: 'text/csv;charset=utf-8' }))
