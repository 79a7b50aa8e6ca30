import DeviceTree
@testable import DeviceTreeLint
import LinuxBoot
import TestSupport
import Testing

/// Trees that no one means: nothing may crash, hang or grow out of proportion.
struct HostileTests {
  @Test func randomTrees() throws {
    let seed: UInt64 = 0x686f_7374
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let numbers: [UInt32] = [0, 1, 2, 3, 4, 0x20_0000, 0x1000, 0x9000_0000, 0x8000_0000, .max, .max - 1]
    let names = [
      "reg", "no-map", "reusable", "size", "alignment", "alloc-ranges", "compatible", "ranges", "status",
    ]
    let arguments = [
      "earlycon", "earlycon=uart8250,mmio,0x1fe001e0", "mem=1M", "crashkernel=4G", "console=uart,0x1", "\"x",
    ]
    for _ in 0..<150 {
      var tree = DeviceTree()
      func cells(_ count: ClosedRange<Int>) -> PropertyValue {
        .cells(
          (0..<Int.random(in: count, using: &generator)).map { _ in
            numbers.randomElement(using: &generator) ?? 0
          })
      }
      if Bool.random(using: &generator) {
        tree.set("#address-cells", to: .cells([2]), of: tree.root)
        tree.set("#size-cells", to: .cells([2]), of: tree.root)
      } else {
        tree.set("#address-cells", to: cells(0...2), of: tree.root)
        tree.set("#size-cells", to: cells(0...2), of: tree.root)
      }
      let memory = tree.addNode("memory@0", to: tree.root)
      tree.set("device_type", to: .string("memory"), of: memory)
      tree.set("reg", to: cells(0...17), of: memory)
      let chosen = tree.addNode("chosen", to: tree.root)
      tree.set(
        "bootargs", to: .string(arguments.shuffled(using: &generator).prefix(3).joined(separator: " ")),
        of: chosen)
      let reserved = tree.addNode("reserved-memory", to: tree.root)
      if Bool.random(using: &generator) {
        for name in ["#address-cells", "#size-cells"] {
          if let property = tree.property(name, of: tree.root) {
            tree.set(name, to: tree.value(of: property), of: reserved)
          }
        }
        tree.set("ranges", to: .empty, of: reserved)
      }
      for index in 0..<Int.random(in: 0...8, using: &generator) {
        let node = tree.addNode(
          ["r@\(index)", "r\(index)", "@", "r@ffffffffffffffffff\(index)"][index % 4], to: reserved)
        for name in names where Bool.random(using: &generator) {
          tree.set(name, to: name == "compatible" ? .string("shared-dma-pool") : cells(0...9), of: node)
        }
      }
      for kernel in [Kernel.known, .versionOnly] {
        let findings = try Linter().lint(kernel.boot(tree))
        for finding in findings { #expect(LintRules.names.contains(finding.rule)) }
      }
    }
  }

  /// Ten thousand regions that overlap pairwise: all are found, in time that grows with their number.
  @Test(.timeLimit(.minutes(1))) func manyFindings() throws {
    var tree = DeviceTree()
    for name in ["#address-cells", "#size-cells"] { tree.set(name, to: .cells([2]), of: tree.root) }
    let memory = tree.addNode("memory@90000000", to: tree.root)
    tree.set("device_type", to: .string("memory"), of: memory)
    tree.set("reg", to: .cells([0, 0x9000_0000, 0, 0x1000_0000]), of: memory)
    let reserved = tree.addNode("reserved-memory", to: tree.root)
    for name in ["#address-cells", "#size-cells"] { tree.set(name, to: .cells([2]), of: reserved) }
    tree.set("ranges", to: .empty, of: reserved)
    for index in 0..<10_000 {
      let base = 0x9100_0000 + UInt32(index) * 0x1000
      let node = tree.addNode("r@\(String(base, radix: 16))", to: reserved)
      tree.set("reg", to: .cells([0, base, 0, 0x1800]), of: node)
    }
    let findings = try Linter().lint(Kernel.known.boot(tree))
    #expect(findings.count { $0.rule == "regions-overlap" } == 9_999)
  }

  /// 20,000 nodes each in the one before, beside 100,000 others: no rule may look through those for each of these.
  @Test func deepBesideMany() throws {
    var tree = DeviceTree()
    for number in 0..<100_000 { tree.addNode("b\(number)", to: tree.root) }
    var node = tree.root
    for _ in 0..<20_000 {
      node = tree.addNode("a", to: node)
      tree.set("reg", to: .cells([0, 1]), of: node)
      tree.set("ranges", to: .empty, of: node)
    }
    let findings = try Linter().lint(Kernel.known.boot(tree))
    #expect(findings.contains { $0.rule == "predicted-panic" })
  }

  /// Names are followed through all of the tree, so only so many are offered as that is in proportion.
  @Test func namesAreMendedInProportion() throws {
    var tree = DeviceTree()
    let count = 5000
    tree.set("#address-cells", to: .cells([2]), of: tree.root)
    tree.set("#size-cells", to: .cells([1]), of: tree.root)
    for number in 0..<count {
      let node = tree.addNode("n@\(String(number + 1, radix: 16))", to: tree.root)
      tree.set("reg", to: .cells([0, 0, 1]), of: node)
    }
    let findings = try Linter().lint(Kernel.known.boot(tree)).filter { $0.rule == "unit-address-mismatch" }
    #expect(findings.count == count)
    #expect(findings.allSatisfy { $0.help == "name it n@0" })
    let offered = findings.count { !$0.mends.isEmpty }
    #expect(offered > 100 && offered < count / 2, "\(offered)")
  }

  /// What finds no candidate takes no trial, and yet no more looks than are in proportion.
  @Test func looksAreLimited() throws {
    let tree = DeviceTree()
    let input = try LintInput(boot: Kernel.known.boot(tree))
    var budget = MendBudget(for: input, trials: 200)
    #expect(budget.trials == 200)
    var looks = 0
    while budget.spend(\.looks) { looks += 1 }
    #expect(looks > 1000 && budget.isSpent)
  }
}
