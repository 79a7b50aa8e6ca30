import DeviceTree

extension BootInput {
  /// The same boot, with what a log tells for sure where nothing else does: flags and files come first, presets and
  /// assumptions after.
  ///
  /// Complexity: O(size of the tree).
  public func settled(by facts: LoggedFacts) -> BootInput {
    var input = self
    input.profile.settle(facts)
    if efi == nil, let logged = facts.efi { input.efi = logged.value }
    if profile.architecture.value == .loongarch64, facts.acpi != nil { input.hasACPI = true }
    let reader = FlatReader(tree, isRead: !input.prefersACPI)
    let bootargs = reader.chosen.flatMap { tree.property("bootargs", of: $0) }
    if commandLineOverride == nil, bootLoaderCommandLine == nil, bootargs == nil,
      profile.forcedCommandLine.value == nil, profile.builtInCommandLine.value.isEmpty,
      let logged = facts.commandLine
    {
      input.loggedCommandLine = logged
    }
    let hasInitrd = reader.chosen.map { tree.property("linux,initrd-start", of: $0) != nil } ?? false
    if initrd == nil, !hasInitrd, let logged = facts.initrd { input.initrd = logged.value }
    if profile.architecture.value == .riscv64, firmwareNodes.isEmpty, let firmware = facts.firmware?.value,
      !hasNodes(of: firmware)
    {
      input = input.adding(firmware)
    }
    return input
  }

  /// Whether the tree has what the firmware adds already.
  private func hasNodes(of firmware: FirmwarePreset) -> Bool {
    guard let parent = tree.node(at: "/reserved-memory") else { return false }
    let names = Set(firmware.regions.map(\.name))
    return tree.children(of: parent).contains { names.contains(tree.baseName(of: $0)) }
  }
}

extension KernelProfile {
  /// Takes from a log what is only assumed.
  mutating func settle(_ facts: LoggedFacts) {
    if paging.source.isAssumed {
      if let logged = facts.paging {
        paging = Fact(paging.name, logged.value, logged.source)
      } else if let logged = facts.pageSize, let known = Self.paging(logged.value, architecture.value) {
        paging = Fact(paging.name, known, logged.source)
      }
    }
    // Page tables that were asked for before the scan are an early console's.
    if mapsEarlycon.source.isAssumed, let logged = facts.paging {
      mapsEarlycon = Fact(mapsEarlycon.name, true, logged.source)
    }
    if kernelImage.source.isAssumed, let logged = facts.kernelImage {
      let start = preset.earlyBoot.reservesFromStext && architecture.value == .arm64 ? textOffset.value : 0
      let image = MemoryRange(base: logged.value.base &- start, end: logged.value.end)
      kernelImage = Fact(kernelImage.name, image, logged.source)
    }
    if dtbAddress.value == nil, let logged = facts.blob {
      dtbAddress = Fact(dtbAddress.name, logged.value.base, logged.source)
    }
    if isBuiltInDTB.value == nil, !kernelImage.source.isAssumed, let logged = facts.blob {
      isBuiltInDTB = Fact(
        isBuiltInDTB.name, kernelImage.value.contains(logged.value.base), logged.source)
    }
  }

  /// The usual layout for a page size (the architectures' Kconfig).
  static func paging(_ pageSize: UInt64, _ architecture: Architecture) -> Paging? {
    let levels =
      switch (architecture, pageSize) {
      case (.riscv64, _): 5
      case (_, 0x1000): 4
      default: 3
      }
    return Paging(pageSize: pageSize, levels: levels)
  }
}
