extension DeviceTreeInstallation {
  /// The folder's Makefile with the tree in its list, and with the rule that Linux 6.8 to 6.13 link it by.
  func makefile(
    for plan: InstallationPlan, in tree: KernelTree, _ configuration: KernelConfig
  ) throws(InstallationError) -> PlannedFile? {
    let path = KernelTree.deviceTreeMakefilePath
    let before = tree.files[path] ?? []
    let target = plan.name + ".dtb"
    var list = DeviceTreeList(before, isBuiltIn: configuration.isBuiltIn)
    var after = before
    if !list.lists(target) {
      after = list.adding(target)
      list = DeviceTreeList(after, isBuiltIn: configuration.isBuiltIn)
      guard list.lists(target) else { throw .listNotEditable(line: list.lastLine) }
    }
    if plan.rule == .objectOfFolder, list.objectOfBuiltInTree == nil {
      after = after.appendingLine(
        "obj-$(CONFIG_BUILTIN_DTB)\t+= $(addsuffix .dtb.o, $(CONFIG_BUILTIN_DTB_NAME))", afterBlankLine: true)
    }
    return after == before ? nil : PlannedFile(path: path, before: before, after: after)
  }

  /// The configuration with the tree built in.
  static func configurationFile(
    for name: String, _ configuration: KernelConfig
  ) throws(InstallationError) -> PlannedFile? {
    let changed: KernelConfig
    do throws(KernelConfigError) {
      changed = try configuration.setting("BUILTIN_DTB", to: .yes)
        .setting("BUILTIN_DTB_NAME", to: .string(name))
    } catch {
      // The symbols are fixed and the name was checked: only a name that was not would get here.
      throw .unusableName(name, position: 0)
    }
    guard changed.text != configuration.text else { return nil }
    return PlannedFile(path: KernelTree.configurationPath, before: configuration.text, after: changed.text)
  }
}
