import DeviceTree

/// The kernel: its version, its pages, where it lies.
extension VariationMaker {
  /// The preset for the version of the log's first line.
  var versionOfLog: [Variation] {
    guard let logged = facts.version else { return [] }
    do throws(UnknownProfile) {
      let preset = try ProfilePreset.named(logged.value, for: architecture)
      guard preset.name != profile.preset.name else { return [] }
      return [version(preset, needed: logged.value, evidence: logged.source)]
    } catch {
      return []
    }
  }

  /// All other presets, newest first; where the log states the version and there is a preset for it, only those of its
  /// series, in which releases differ.
  var otherVersions: [Variation] {
    let stated = versionName.flatMap { KernelVersion($0) }
    return ProfilePreset.all.reversed().filter { preset in
      guard preset.architecture == architecture, preset.name != profile.preset.name,
        preset.name != versionName
      else { return false }
      guard let stated else { return true }
      return KernelVersion(preset.name)?.isSameSeries(as: stated) ?? false
    }.map { version($0, needed: "\($0.name), or one that behaves like it", evidence: nil) }
  }

  private var versionName: String? {
    facts.version.flatMap { logged in
      do throws(UnknownProfile) {
        return try ProfilePreset.named(logged.value, for: architecture).name
      } catch {
        return nil
      }
    }
  }

  private func version(_ preset: ProfilePreset, needed: String, evidence: FactSource?) -> Variation {
    let facts = facts
    let name = evidence == nil ? preset.name : String(needed.prefix { $0.isNumber || $0 == "." })
    return Variation(
      change: FactCorrection(
        "version", given: profile.preset.name, from: .preset(profile.preset.name), needed: needed,
        evidence: evidence,
        arguments: ["--profile", name]),
      isFirst: true
    ) { input in
      var sources = input.profile.sources
      sources.preset = preset
      input.profile = KernelProfile(resolving: sources, tree: input.tree)
      input.profile.settle(facts)
    }
  }

  /// Pages and levels as the early console's page tables show them, or the page size alone.
  var pagingOfLog: Variation? {
    if let logged = facts.paging, logged.value != profile.paging.value {
      return paging(logged.value, evidence: logged.source)
    }
    guard facts.paging == nil, let logged = facts.pageSize, logged.value != profile.paging.value.pageSize,
      let usual = KernelProfile.paging(logged.value, architecture)
    else { return nil }
    return paging(usual, evidence: logged.source)
  }

  /// The layouts that an architecture has.
  var otherPaging: [Variation] {
    let layouts: [(UInt64, Int)] =
      switch architecture {
      case .loongarch64:
        [(0x1000, 4), (0x4000, 3), (0x1000, 3), (0x4000, 2), (0x1_0000, 3), (0x1_0000, 2)]
      case .arm64: [(0x1000, 4), (0x4000, 3), (0x1_0000, 3)]
      case .riscv64: []
      }
    return layouts.compactMap { Paging(pageSize: $0.0, levels: $0.1) }
      .filter { $0 != profile.paging.value && $0 != facts.paging?.value }.map { paging($0, evidence: nil) }
  }

  private func paging(_ value: Paging, evidence: FactSource?) -> Variation {
    let fact = profile.paging
    return Variation(
      change: FactCorrection(
        fact.name, given: fact.value.factText, from: fact.source, needed: value.factText, evidence: evidence,
        arguments: ["--paging", value.configName])
    ) { input in
      input.profile.paging = Fact(fact.name, value, .flag("--paging"))
    }
  }

  /// The image as the log's reservation or /proc/iomem shows it.
  var imageOfLog: Variation? {
    guard let logged = facts.kernelImage else { return nil }
    let fact = profile.kernelImage
    let image = profile.image(logged.value)
    guard profile.rounded(image) != profile.rounded(fact.value) else { return nil }
    return Variation(
      change: FactCorrection(
        fact.name, given: fact.value.factText, from: fact.source, needed: image.factText,
        evidence: logged.source,
        arguments: ["--kernel-image", image.factText])
    ) { input in
      input.profile.kernelImage = Fact(fact.name, image, .flag("--kernel-image"))
    }
  }

  /// Where Linux reserved the blob.
  var blobOfLog: Variation? {
    guard let logged = facts.blob, logged.value.base != profile.dtbAddress.value else { return nil }
    let fact = profile.dtbAddress
    let address = logged.value.base
    return Variation(
      change: FactCorrection(
        fact.name, given: fact.value.factText, from: fact.source, needed: AddressText.hex(address),
        evidence: logged.source, arguments: ["--dtb-address", AddressText.hex(address)])
    ) { input in
      input.profile.dtbAddress = Fact(fact.name, address, .flag("--dtb-address"))
    }
  }

  /// The parts of the kernel in /proc/iomem (LoongArch).
  var sections: [Variation] {
    guard architecture == .loongarch64, let logged = facts.kernelSections,
      profile.kernelSections.value != logged.value
    else { return [] }
    let fact = profile.kernelSections
    return [
      Variation(
        change: FactCorrection(
          fact.name, given: fact.value.factText, from: fact.source, needed: logged.value.factText,
          evidence: logged.source, help: "give the System.map of the kernel that booted (--system-map)")
      ) { $0.profile.kernelSections = Fact(fact.name, logged.value, logged.source) }
    ]
  }
}

extension KernelProfile {
  /// The image that a logged reservation stands for: arm64 leaves out what lies before `_stext` on some versions.
  func image(_ reserved: MemoryRange) -> MemoryRange {
    let start = preset.earlyBoot.reservesFromStext && architecture.value == .arm64 ? textOffset.value : 0
    return MemoryRange(base: reserved.base &- start, end: reserved.end)
  }

  /// The image as it is reserved: what a flag rounds otherwise is no other image.
  func rounded(_ image: MemoryRange) -> MemoryRange {
    guard architecture.value == .riscv64, roundsKernelEnd.value else { return image }
    return MemoryRange(base: image.base, end: (image.end &+ 0x1f_ffff) & ~0x1f_ffff)
  }
}
