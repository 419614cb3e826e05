// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/command_menu.h"

#include <QMessageBox>
#include <QPushButton>

#include "panels/device_words.h"
#include "panels/wire_text.h"

namespace telemetryhub::ui {

CommandMenu::CommandMenu(engine::Hub& gateway, QWidget* window)
    : QMenu(tr("Comma&nds"), window), m_gateway(gateway), m_window(window) {
    setToolTipsVisible(true);
    display(nullptr);
}

void CommandMenu::display(const engine::DeviceSnapshot* device) {
    m_device = device ? std::optional(device->device) : std::nullopt;
    m_deviceName = device ? deviceName(*device) : QString();
    offer(device ? device->settings.commands : std::vector<engine::CommandPreset>());
    menuAction()->setEnabled(!m_offered.empty());
}

void CommandMenu::offer(const std::vector<engine::CommandPreset>& commands) {
    if (commands == m_offered) return;
    m_offered = commands;
    clear();
    for (const engine::CommandPreset& command : commands) {
        QString text = QString::fromStdString(command.label);
        text.replace(QLatin1Char('&'), QStringLiteral("&&"));
        if (command.confirm) text += QStringLiteral("\u2026");
        QAction* action = addAction(text, this, [this, command] { choose(command); });
        action->setToolTip(tr("Sends %1").arg(wireText(command.bytes)));
    }
}

void CommandMenu::choose(const engine::CommandPreset& command) {
    if (!m_device) return;
    const engine::DeviceId device = *m_device;
    if (!command.confirm) {
        send(device, command);
        return;
    }
    const QString label = QString::fromStdString(command.label);
    auto* question = new QMessageBox(QMessageBox::NoIcon, label,
                                     tr("Send \u201C%1\u201D to %2? The bytes are %3.")
                                         .arg(label, m_deviceName, wireText(command.bytes)),
                                     QMessageBox::Cancel, m_window);
    auto* confirm = question->addButton(tr("&Send"), QMessageBox::AcceptRole);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    connect(confirm, &QPushButton::clicked, this,
            [this, device, command] { send(device, command); });
    question->open();
}

void CommandMenu::send(engine::DeviceId device, const engine::CommandPreset& command) {
    const QString done = tr("\u201C%1\u201D was sent to %2.")
                             .arg(QString::fromStdString(command.label), m_deviceName);
    m_gateway.send(device, command.bytes, this, [this, done](const engine::Result<void>& answer) {
        if (answer)
            emit sent(done);
        else
            emit refused(QString::fromStdString(answer.error().detail));
    });
}

}  // namespace telemetryhub::ui
