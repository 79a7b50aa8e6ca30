import DeviceTreeLint
import Foundation
import TestSupport
import Testing

let ruleNames = LintRules.names

/// The manual of every rule is its doc comment, and docs/rules.md is made of them.
struct RuleManualTests {
  private var page: String {
    get throws {
      try String(contentsOf: Fixtures.packageRoot.appending(path: "docs/rules.md"), encoding: .utf8)
    }
  }

  @Test func thePageHasEveryRuleInOrder() throws {
    let sections = try page.split(separator: "\n").filter { $0.hasPrefix("## ") }.map {
      String($0.dropFirst(3))
    }
    #expect(sections == LintRules.names)
    #expect(Set(LintRules.names).count == LintRules.names.count)
  }

  @Test func everyRuleExplainsItself() throws {
    for section in try page.components(separatedBy: "\n## ").dropFirst() {
      let headings = section.split(separator: "\n").filter { $0.hasPrefix("### ") }.map {
        String($0.dropFirst(4))
      }
      #expect(
        headings == ["What it does", "Why is this bad?", "Example", "Use instead", "How sure"],
        Comment(rawValue: String(section.prefix { $0 != "\n" })))
    }
  }

  @Test func thePageIsUpToDate() throws {
    let script = Fixtures.packageRoot.appending(path: "Scripts/rules-doc.sh").path
    let made = try Tool.run("sh", [script])
    #expect(made.status == 0)
    let page = try page
    #expect(made.text == page, "run Scripts/rules-doc.sh > docs/rules.md")
  }
}

/// `dtkit explain` tells what docs/rules.md tells.
struct ExplainedRuleTests {
  @Test(arguments: ruleNames)
  func everyRuleIsLinkedIn(_ rule: String) throws {
    let page = try String(contentsOf: Fixtures.packageRoot.appending(path: "docs/rules.md"), encoding: .utf8)
    let manual = try #require(RuleManual(of: rule))
    #expect(manual.sections.count == 5)
    for section in manual.sections {
      #expect(
        page.contains("### \(section.title)\n\n\(section.text)\n")
          || page.contains("### \(section.title)\n\(section.text)\n"))
    }
  }

  @Test func otherNamesHaveNone() {
    #expect(RuleManual(of: "no-such-rule") == nil)
    #expect(RuleManual(of: "") == nil)
  }
}
