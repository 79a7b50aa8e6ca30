extension KernelProfile {
  /// All facts, for a list, in a fixed order: those of a group stand together.
  public var facts: [StatedFact] {
    group(.kernel, kernelFacts) + group(.earlyBoot, earlyBootFacts + features(ofRegions: false))
      + group(.regions, regionFacts + features(ofRegions: true)) + group(.afterScan, lateFacts)
  }

  private func group(_ group: FactGroup, _ facts: [StatedFact]) -> [StatedFact] {
    facts.map { fact in
      var fact = fact
      fact.group = group
      return fact
    }
  }

  private var kernelFacts: [StatedFact] {
    [
      Fact("profile", preset.name, profileSource).stated, version.stated, architecture.stated, paging.stated,
      kernelImage.stated, isBuiltInDTB.stated, dtbAddress.stated, initSection.stated, kernelSections.stated,
      cpuCount.stated, forcedCommandLine.stated, builtInCommandLine.stated, extendsCommandLine.stated,
      hasStackProtector.stated,
    ]
  }

  private var profileSource: FactSource {
    preset.basedOn == nil ? .preset(preset.name) : version.source
  }

  private var earlyBootFacts: [StatedFact] {
    let own: [StatedFact] =
      switch architecture.value {
      case .loongarch64: []
      case .arm64: [textOffset.stated, virtualAddressBits.stated]
      case .riscv64: [roundsKernelEnd.stated]
      }
    let facts = [
      mapsEarlycon.stated, defersEarlycon.stated, hasInitrd.stated, hasBuiltInInitramfs.stated,
      hasCrashDump.stated, hasVmcore.stated, hasCrashKernel.stated, memorySlots.stated, reservedSlots.stated,
    ]
    return own + facts + firmware.stated(for: architecture.value)
      + earlyconSymbols.keys.sorted().compactMap { earlyconSymbols[$0]?.stated }
  }

  private var regionFacts: [StatedFact] {
    [
      hasCMA.stated, hasCMAPools.stated, hasCoherentPools.stated, hasRestrictedPools.stated, pageBlock.stated,
      cmaAreas.stated,
    ]
  }

  private var lateFacts: [StatedFact] { buildSizes.value?.stated ?? [buildSizes.stated] }

  /// The features of the preset, each with the line of code that shows it, or else the preset.
  private func features(ofRegions: Bool) -> [StatedFact] {
    KernelFeature.allCases.compactMap { feature in
      guard feature.isOfRegions == ofRegions, feature.applies(to: architecture.value) else { return nil }
      return StatedFact(
        name: feature.rawValue, value: feature.value(in: preset),
        source: featureSources[feature] ?? preset.source, alternatives: [])
    }
  }
}
