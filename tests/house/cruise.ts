import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

/** Runs the arrows over a tree and gives what they forbid. `root` holds the `src` that is looked at. */
export async function cruiseTree(root: string, folders: string[]): Promise<ICruiseResult> {
  const here = join(import.meta.dirname, '../..')
  const { default: rules } = (await import(join(here, '.dependency-cruiser.mjs'))) as {
    default: { forbidden: object[]; options: object }
  }
  const before = process.cwd()
  process.chdir(root)
  try {
    const { output } = await cruise(
      folders,
      { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true } as never,
      { extensions: ['.ts', '.tsx', '.js'] } as never,
      { tsConfig: extractTSConfig(join(here, 'src/server/tsconfig.json')) } as never,
    )
    return output as ICruiseResult
  } finally {
    process.chdir(before)
  }
}
