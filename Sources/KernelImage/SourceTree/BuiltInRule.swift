/// By which rule a kernel tree links the device tree that `CONFIG_BUILTIN_DTB_NAME` names.
public enum BuiltInRule: Hashable, Sendable {
  /// Linux 6.8 to 6.13: the folder's Makefile makes an object from `NAME.dts`, whatever `dtb-y` lists.
  ///
  /// Source: `arch/loongarch/boot/dts/Makefile` and `arch/loongarch/Kbuild`, Linux 6.13.
  case objectOfFolder
  /// Linux 6.14 and later: the link step takes `NAME.dtb`, which exists only if `dtb-y` lists it.
  ///
  /// Source: `gen_dtbs_list` in `scripts/Makefile.vmlinux` and `select GENERIC_BUILTIN_DTB`, Linux 6.14.
  case linkStep
}

extension KernelTree {
  /// Whether the architecture offers `CONFIG_BUILTIN_DTB`, as it does since Linux 6.8.
  var offersBuiltInTree: Bool { kconfigStatements.contains { $0 == ["config", "BUILTIN_DTB"] } }

  /// The rule that this tree has: read from the files, since a version number does not tell what was
  /// backported.
  public var builtInRule: BuiltInRule? {
    guard offersBuiltInTree else { return nil }
    let isSelected = kconfigStatements.contains { $0.starts(with: ["select", "GENERIC_BUILTIN_DTB"]) }
    if isSelected || linksWithoutSelection { return .linkStep }
    return .objectOfFolder
  }

  /// Whether the link rules take built-in trees at all; true where the rules are not known.
  var hasLinkStep: Bool { linkRuleLines.map { $0.contains { $0.hasPrefix(".builtin-dtbs-list:") } } ?? true }

  /// Whether the link rules ask for CONFIG_BUILTIN_DTB itself, so that nothing needs to select a second
  /// symbol.
  private var linksWithoutSelection: Bool {
    guard let lines = linkRuleLines, hasLinkStep else { return false }
    return lines.contains("ifdef CONFIG_BUILTIN_DTB")
  }

  private var linkRuleLines: [String]? {
    guard let text = files[Self.linkRulesPath] else { return nil }
    return TextLines(text).map { text.string(text.trimmingBlanks($0.content)) }
  }

  /// The words of each line of the architecture's Kconfig that could be one of the statements looked for.
  private var kconfigStatements: [[String]] {
    guard let text = files[Self.kconfigPath] else { return [] }
    let words = ["config", "menuconfig", "select"].map { Array($0.utf8) }
    return TextLines(text).compactMap { line in
      let range = text.trimmingBlanks(line.content)
      let isWanted = words.contains { text.has($0, at: range.lowerBound, before: range.upperBound) }
      guard isWanted else { return nil }
      return text[range].split(whereSeparator: \.isBlank).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
