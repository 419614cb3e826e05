// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/config_actions.h"

#include <QDir>
#include <QFileDialog>

#include "theme/theme.h"

namespace telemetryhub::ui {

ConfigActions::ConfigActions(ConfigCommands commands, const Theme& theme, QWidget* window)
    : QObject(window),
      reload(theme.icon(QStringLiteral("replay")), tr("&Reload configuration")),
      exportConfig(theme.icon(QStringLiteral("save")), tr("&Export configuration\u2026")),
      m_commands(std::move(commands)),
      m_window(window) {
    reload.setEnabled(m_commands.reload != nullptr);
    reload.setToolTip(reload.isEnabled()
                          ? tr("Read the configuration files again")
                          : tr("The program was started without a configuration file"));
    exportConfig.setEnabled(m_commands.exportTo != nullptr);
    exportConfig.setToolTip(tr("Write a file that runs these devices without a window"));
    connect(&reload, &QAction::triggered, this, [this] { m_commands.reload(); });
    connect(&exportConfig, &QAction::triggered, this, &ConfigActions::askForFile);
}

void ConfigActions::askForFile() {
    auto* dialog = new QFileDialog(m_window, tr("Export the configuration"), QDir::homePath(),
                                   tr("Configuration (*.ini)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("ini"));
    dialog->selectFile(QStringLiteral("telemetryhub.ini"));
    connect(dialog, &QFileDialog::fileSelected, this, &ConfigActions::exportTo);
    dialog->open();
}

void ConfigActions::exportTo(const QString& path) {
    if (const auto written = m_commands.exportTo(path))
        emit done(tr("The configuration was written to %1.").arg(QDir::toNativeSeparators(path)));
    else
        emit refused(QString::fromStdString(written.error().detail));
}

}  // namespace telemetryhub::ui
