import DTS
import DeviceTree
import DeviceTreeLint
import KernelImage
import LinuxBoot
import SourceDiagnostics

extension EmbedCommand {
  /// What the kernel will do with the names of the tree's regions once its init memory is freed, as the rule
  /// builtin-dtb-names says it, if there is a preset for the tree's version.
  func lostNames(
    of input: TreeInput, plan: InstallationPlan, configuration: KernelConfig?
  ) -> [Finding] {
    guard let preset = try? ProfilePreset.named("\(plan.version)"), let compiled = input.compiled,
      let builtIn = try? configuration?.setting("BUILTIN_DTB", to: .yes)
    else { return [] }
    var sources = KernelSources(preset: preset)
    sources.config = { builtIn.text(of: $0) }
    let profile = KernelProfile(resolving: sources, tree: input.tree)
    let boot = BootInput(tree: input.tree, profile: profile, blobSize: input.blobSize)
    return Linter().lint(boot, positions: compiled.positions).filter { $0.rule == "builtin-dtb-names" }
  }

  func text(of plan: InstallationPlan) -> String {
    if plan.isEmpty { return "\(tree) has \(plan.name) already; nothing to change.\n" }
    let files = plan.files.map { "  \($0.before == nil ? "new    " : "changed") \(path(of: $0.path))\n" }
    return files.joined()
      + "The next build of Linux \(plan.version) links \(plan.name) in as its device tree.\n"
  }

  func members(of plan: InstallationPlan) -> [(String, JSONValue)] {
    let files = plan.files.map { file in
      JSONValue.object([
        ("file", .string(path(of: file.path))), ("change", .string(file.before == nil ? "new" : "changed")),
      ])
    }
    return [
      ("name", .string(plan.name)), ("kernel", .string("\(plan.version)")), ("files", .array(files)),
      ("diff", .string(String(decoding: plan.patch, as: UTF8.self))), ("written", .bool(!dryRun)),
    ]
  }
}
