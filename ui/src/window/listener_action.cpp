// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/listener_action.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace telemetryhub::ui {

namespace {

constexpr int kTextWidth = 400;

}  // namespace

ListenerAction::ListenerAction(ListenerCommands commands, QWidget* window)
    : QObject(window),
      open(tr("REST &listener\u2026")),
      m_commands(std::move(commands)),
      m_window(window),
      m_place(m_commands.usualPlace) {
    open.setEnabled(m_commands.start != nullptr);
    open.setToolTip(
        tr("Let scripts, dashboards and other machines see and do what the window can"));
    connect(&open, &QAction::triggered, this, &ListenerAction::openDialog);
}

std::optional<engine::ListenerSnapshot> ListenerAction::snapshot() const {
    return m_commands.snapshot ? m_commands.snapshot() : std::nullopt;
}

void ListenerAction::openDialog() {
    if (m_dialog) return m_dialog->raise();
    m_dialog = new QDialog(m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setWindowTitle(tr("REST listener"));
    m_field = new QLineEdit(m_place, m_dialog);
    m_field->setObjectName(QStringLiteral("listenerPlace"));
    m_field->setAccessibleName(tr("Address"));
    m_state = new QLabel(m_dialog);
    m_state->setObjectName(QStringLiteral("listenerState"));
    m_state->setWordWrap(true);
    m_state->setMinimumWidth(kTextWidth);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, m_dialog);
    m_toggle = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_toggle->setObjectName(QStringLiteral("listenerToggle"));
    m_toggle->setDefault(true);
    auto* form = new QFormLayout(m_dialog);
    form->addRow(tr("Address:"), m_field);
    form->addRow(m_state);
    form->addRow(buttons);
    connect(m_toggle, &QPushButton::clicked, this, &ListenerAction::toggle);
    connect(buttons, &QDialogButtonBox::rejected, m_dialog, &QDialog::reject);
    showState();
    m_dialog->show();
}

void ListenerAction::toggle() {
    if (snapshot()) {
        m_commands.stop();
        showState();
        emit done(tr("The REST listener is off."));
        return;
    }
    m_place = m_field->text();
    const auto started = m_commands.start(m_place);
    showState();
    if (!started) m_state->setText(QString::fromStdString(started.error().detail));
    if (const auto listener = snapshot())
        emit done(tr("Listening at %1.").arg(QString::fromStdString(listener->address)));
}

void ListenerAction::showState() {
    const auto listener = snapshot();
    m_field->setEnabled(!listener);
    m_toggle->setText(listener ? tr("&Stop") : tr("&Start"));
    m_state->setText(listener
                         ? tr("Listening at %1.").arg(QString::fromStdString(listener->address))
                         : tr("Off. An address beyond this machine needs TLS and tokens in "
                              "the configuration."));
}

}  // namespace telemetryhub::ui
