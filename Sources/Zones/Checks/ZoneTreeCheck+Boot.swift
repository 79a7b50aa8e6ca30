import DeviceTree
import LinuxBoot
import SourceDiagnostics

extension ZoneTreeCheck {
  /// Runs the boot model of the newest kernel known on the tree: every region must be reserved, or hvisor's
  /// other zones lose memory to this Linux.
  mutating func checkBoot() {
    guard let preset = ProfilePreset.newest(for: .loongarch64) else { return }
    var sources = KernelSources(preset: preset)
    sources.flags.loadAddress = zone.kernelAddresses(kernels).link.map(Zone.physical)
    let input = BootInput(tree: tree, profile: KernelProfile(resolving: sources, tree: tree))
    let prediction = input.prediction()
    for region in prediction.regions {
      let severity: Severity
      switch region.verdict {
      case .refused, .unplaced, .notSaved, .undone: severity = .error
      case .depends: severity = .warning
      case .reserved, .ignored: continue
      }
      let isSure = severity == .error
      diagnostics.append(
        Diagnostic(
          severity,
          "Linux in zone '\(zone.name)' \(isSure ? "does not keep" : "may not keep") '\(region.name)' reserved: "
            + region.cause,
          at: place(of: region.range),
          help: "give the zone RAM of its own above the region, or move the region (dtkit memory shows why)"))
    }
    if case .panics(let message) = prediction.outcome {
      diagnostics.append(
        Diagnostic(
          .warning, "Linux \(preset.name) in zone '\(zone.name)' would most likely panic: \(message)",
          at: zone.memory.first?.range ?? zone.range,
          help: "the model took the kernel to lie at \(AddressText.range(input.profile.kernelImage.value)); "
            + "give the zone more memory, or try its real size: dtkit memory --kernel-image"))
    }
  }

  /// What of the plan became the region: a window, a guest's memory, the hypervisor.
  private func place(of region: MemoryRange?) -> SourceRange? {
    guard let region else { return zone.range }
    let windows = plan.windows.map(\.memory)
    let memory = plan.zones.flatMap(\.memory)
    return (windows + memory + plan.hypervisor.memory).first { region.contains($0.value) }?.range
      ?? zone.range
  }
}
