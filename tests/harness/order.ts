import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take a minute or more by themselves. Begun first, they leave no core idle while the last of them ends. */
const longest = [
  'tests/media/kill.test.ts',
  'tests/media/transcoder.test.ts',
  'tests/e2e/player.test.ts',
  'tests/e2e/first-clip.test.ts',
  'tests/live/roles.test.ts',
  'tests/media/faults.test.ts',
  'tests/e2e/institutions.test.ts',
  'tests/live/operate.test.ts',
  'tests/e2e/profile.test.ts',
  'tests/live/keys.test.ts',
  'tests/media/start.test.ts',
  'tests/attack/fuzz.test.ts',
  'tests/live/backup.test.ts',
  'tests/attack/media.test.ts',
]

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex(name => moduleId.endsWith(name))
      return found === -1 ? longest.length : found
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}
