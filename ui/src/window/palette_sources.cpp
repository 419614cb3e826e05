// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/palette_sources.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>

#include "panels/device_words.h"
#include "telemetryhub/ui/main_window.h"
#include "theme/theme.h"
#include "window/manual_window.h"

namespace telemetryhub::ui {
namespace {

QString withoutMnemonic(QString text) {
    return text.remove(QLatin1Char('&'));
}

void addCommands(const QMenu& menu, const QString& path, std::vector<PaletteEntry>& entries) {
    const auto actions = menu.actions();
    for (QAction* action : actions) {
        if (action->isSeparator() || !action->isVisible() || !action->isEnabled()) continue;
        const QString text = withoutMnemonic(action->text());
        if (action->menu()) {
            addCommands(*action->menu(), path + QStringLiteral(" \u203a ") + text, entries);
            continue;
        }
        const QPointer<QAction> kept(action);
        entries.push_back({text, path, action->shortcut().toString(QKeySequence::NativeText),
                           action->icon(), [kept] {
                               if (kept) kept->trigger();
                           }});
    }
}

}  // namespace

std::vector<PaletteEntry> menuCommands(const QMenuBar& menus) {
    std::vector<PaletteEntry> entries;
    const auto actions = menus.actions();
    for (const QAction* action : actions)
        if (action->menu()) addCommands(*action->menu(), withoutMnemonic(action->text()), entries);
    return entries;
}

std::vector<PaletteEntry> devicesAndChannels(const engine::Snapshot& snapshot,
                                             const PaletteTargets& targets, const Theme& theme) {
    std::vector<PaletteEntry> entries;
    const QIcon deviceIcon = theme.icon(QStringLiteral("serial"));
    const QIcon channelIcon = theme.icon(QStringLiteral("wave"));
    for (const engine::DeviceSnapshot& device : snapshot.devices) {
        const QString name = QString::fromStdString(device.settings.id);
        const auto id = device.device;
        entries.push_back({name,
                           MainWindow::tr("device, %1").arg(stateWord(device.state)),
                           {},
                           deviceIcon,
                           [go = targets.goToDevice, id] { go(id); }});
        for (std::size_t i = 0; device.channels && i < device.channels->size(); ++i)
            entries.push_back({QString::fromStdString((*device.channels)[i].name),
                               MainWindow::tr("channel of %1").arg(name),
                               {},
                               channelIcon,
                               [show = targets.showChannel, id, i] { show(id, i); }});
    }
    return entries;
}

std::vector<PaletteEntry> manualEntries(const std::function<void(const QString&)>& open) {
    std::vector<PaletteEntry> entries;
    for (const ManualHeading& heading : manualHeadings())
        entries.push_back({heading.title,
                           MainWindow::tr("in the manual"),
                           {},
                           QIcon(),
                           [open, target = heading.target()] { open(target); }});
    return entries;
}

}  // namespace telemetryhub::ui
