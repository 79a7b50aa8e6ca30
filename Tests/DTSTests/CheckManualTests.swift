import DTS
import Testing

/// What is said of dtc's checks.
@Suite struct CheckManualTests {
  @Test func everyCheckIsExplainedInSentences() {
    #expect(NamedCheck.all.count == 89)
    for check in NamedCheck.all {
      #expect(NamedCheck(named: check.name)?.finds == check.finds)
      for text in [check.finds, check.instead] {
        #expect(text.count > 20 && text.hasSuffix("."), "\(check.name): \(text)")
        #expect(!text.contains("\n"), "\(check.name)")
      }
    }
    #expect(NamedCheck(named: "no_such_check")?.name == nil)
    #expect(Set(NamedCheck.all.map(\.name)).count == NamedCheck.all.count)
  }
}
