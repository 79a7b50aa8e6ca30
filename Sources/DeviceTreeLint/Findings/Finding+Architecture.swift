import LinuxBoot

extension Finding {
  /// The finding with a word on the architecture, if its rule goes by that and nothing told it.
  func statingArchitecture(of rule: any LintRule, _ input: LintInput) -> Finding {
    let architecture = input.boot.profile.architecture
    guard type(of: rule).dependsOnArchitecture, architecture.source.isAssumed else { return self }
    var finding = self
    finding.message += " (assuming \(architecture.value.rawValue))"
    if finding.basis == .fact {
      finding.basis = .assumed(
        "neither the kernel nor the tree tells the architecture, so it is taken to be "
          + architecture.value.rawValue, settledBy: "--arch")
    }
    return finding
  }
}
