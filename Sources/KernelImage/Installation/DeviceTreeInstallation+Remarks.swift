import SourceDiagnostics

extension DeviceTreeInstallation {
  /// What the user should know about a plan that works.
  func remarks(
    on plan: InstallationPlan, in tree: KernelTree, _ configuration: KernelConfig
  ) -> [Diagnostic] {
    var remarks: [Diagnostic] = []
    if configuration.isBuiltIn("BUILTIN_DTB"), let old = configuration.string("BUILTIN_DTB_NAME"),
      !old.isEmpty, old != plan.name
    {
      remarks.append(
        Diagnostic(
          .note, "'\(plan.name)' takes the place of the built-in tree '\(old)'",
          subject: Self.subject(KernelTree.configurationPath, configuration.line(of: "BUILTIN_DTB_NAME"))))
    }
    let rootPath = "\(KernelTree.deviceTreeFolder)/\(plan.name).dts"
    if let file = plan.files.first(where: { $0.path == rootPath }), file.before != nil {
      remarks.append(
        Diagnostic(.note, "replaces a device tree source that the tree already has", subject: file.path))
    }
    remarks += conditionalRule(of: plan, in: tree, configuration)
    if plan.rule == .linkStep, !tree.hasLinkStep {
      remarks.append(
        Diagnostic(
          .warning, "Kconfig selects GENERIC_BUILTIN_DTB, but no rule here makes .builtin-dtbs-list",
          help: "after the build, see that the kernel has the symbol \(plan.symbols.begin)",
          subject: KernelTree.linkRulesPath))
    }
    remarks += unresolved(in: tree)
    return remarks
  }

  /// Whether the object of the built-in tree is made only under a condition, which may not hold.
  private func conditionalRule(
    of plan: InstallationPlan, in tree: KernelTree, _ configuration: KernelConfig
  ) -> [Diagnostic] {
    guard plan.rule == .objectOfFolder, let text = tree.files[KernelTree.deviceTreeMakefilePath],
      let rule = DeviceTreeList(text, isBuiltIn: configuration.isBuiltIn).objectOfBuiltInTree,
      rule.isConditional
    else { return [] }
    return [
      Diagnostic(
        .warning, "the rule for CONFIG_BUILTIN_DTB_NAME stands under a condition",
        help: "see that the condition holds for this configuration",
        subject: Self.subject(KernelTree.deviceTreeMakefilePath, rule.line))
    ]
  }

  /// Names in quotes that are neither installed nor in the folder; the compiler will look for them elsewhere.
  private func unresolved(in tree: KernelTree) -> [Diagnostic] {
    let own = Set(sources.map(\.name))
    var remarks: [Diagnostic] = []
    for source in sources {
      var text: SourceFile?
      // Below include/dt-bindings lie the kernel's own constants, which every tree may take in either way.
      for reference in IncludeScan.references(in: source.bytes)
      where !reference.name.hasPrefix("dt-bindings/") {
        let isThere = LocalSources.candidates(for: reference, from: source.name).contains {
          own.contains($0) || tree.files["\(KernelTree.deviceTreeFolder)/\($0)"] != nil
        }
        guard !isThere else { continue }
        let file = text ?? SourceFile(path: source.name, text: source.bytes)
        text = file
        remarks.append(
          Diagnostic(
            .warning, "'\(reference.name)' is neither installed nor in \(KernelTree.deviceTreeFolder)",
            help: "the kernel's build finds it only below scripts/dtc/include-prefixes",
            subject: Self.subject(source.name, file.line(at: reference.range.lowerBound))))
      }
    }
    return remarks
  }

  private static func subject(_ path: String, _ line: Int?) -> String { line.map { "\(path):\($0)" } ?? path }
}
