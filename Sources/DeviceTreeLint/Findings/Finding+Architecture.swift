import LinuxBoot
import SourceDiagnostics

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
    } else {
      finding.notes.append(
        Diagnostic.Note("not certain: nothing tells the architecture either; --arch settles it"))
    }
    return finding
  }
}
