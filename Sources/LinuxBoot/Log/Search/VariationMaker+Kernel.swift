import DeviceTree

/// The kernel: its version and its pages.
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
    let stated = versionName.flatMap { KernelRelease($0) }
    return ProfilePreset.all.reversed().filter { preset in
      guard preset.architecture == architecture, preset.name != profile.preset.name,
        preset.name != versionName
      else { return false }
      guard let stated else { return true }
      return KernelRelease(preset.name)?.isSameSeries(as: stated) ?? false
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

  /// Features that a source tree shows are no argument's to change.
  private func version(_ preset: ProfilePreset, needed: String, evidence: FactSource?) -> Variation {
    let name = evidence == nil ? preset.name : String(needed.prefix { $0.isNumber || $0 == "." })
    let hasTree = !profile.featureSources.isEmpty
    let stated = profile.version.source
    return Variation(
      FactCorrection(
        "version", given: profile.preset.name,
        from: stated.isGiven ? stated : .preset(profile.preset.name), needed: needed, evidence: evidence,
        arguments: hasTree ? [] : ["--profile", name],
        help: hasTree ? "give the source of the kernel that booted (--kernel-tree)" : nil),
      .kernelFlag { sources in
        sources.preset = preset
        sources.version = (name, .flag("--profile"))
        sources.featureSources = [:]
      })
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
      FactCorrection(
        fact.name, given: fact.value.factText, from: fact.source, needed: value.factText, evidence: evidence,
        arguments: ["--paging", value.configName]),
      .kernelFlag { $0.flags.paging = value })
  }
}
