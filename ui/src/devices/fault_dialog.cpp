// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/fault_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "devices/fault_form.h"
#include "devices/message_row.h"
#include "panels/device_words.h"
#include "telemetryhub/engine/config/fault_text.h"
#include "theme/theme.h"

namespace telemetryhub::ui {

FaultDialog::FaultDialog(engine::Hub& gateway, const engine::DeviceSnapshot& device,
                         const Theme& theme, QWidget* parent)
    : QDialog(parent),
      m_gateway(gateway),
      m_device(device.device),
      m_bus(device.settings.bus),
      m_theme(theme),
      m_form(new FaultForm(theme, this)),
      m_message(new MessageRow(theme, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(m_form);
    layout->addWidget(makePlanRow());
    layout->addWidget(m_message);
    layout->addStretch(1);
    layout->addWidget(makeButtons());
    m_form->setPlan(device.settings.faults);
    connect(m_form, &FaultForm::changed, this, &FaultDialog::check);
    connect(&theme, &Theme::changed, this, &FaultDialog::applyTheme);
    applyTheme();
    check();
    display(device);
}

QWidget* FaultDialog::makePlanRow() {
    auto* row = new QWidget(this);
    auto* label = new QLabel(tr("&Plan"), row);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_plan = new QLineEdit(row);
    m_plan->setReadOnly(true);
    m_plan->setAccessibleName(tr("The plan as text"));
    label->setBuddy(m_plan);
    auto* copy = new QToolButton(row);
    copy->setIcon(m_theme.icon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the plan; a specification takes it as fault=..."));
    copy->setAccessibleName(tr("Copy the plan"));
    copy->setAutoRaise(true);
    connect(copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(planText()); });
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(label);
    layout->addWidget(m_plan, 1);
    layout->addWidget(copy);
    return row;
}

QWidget* FaultDialog::makeButtons() {
    auto* row = new QWidget(this);
    auto* once = new QPushButton(tr("One fault &now"), row);
    m_end = new QPushButton(tr("&End the rehearsal"), row);
    auto* close = new QPushButton(tr("Close"), row);
    m_rehearse = new QPushButton(tr("&Rehearse"), row);
    m_rehearse->setDefault(true);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(once);
    layout->addWidget(m_end);
    layout->addStretch(1);
    layout->addWidget(close);
    layout->addWidget(m_rehearse);
    for (auto* button : {once, m_end, close, m_rehearse}) {
        button->setAccessibleName(button->text().remove(QLatin1Char('&')));
        if (button != m_rehearse) button->setAutoDefault(false);
    }
    connect(once, &QPushButton::clicked, this, &FaultDialog::failOnce);
    connect(m_end, &QPushButton::clicked, this, &FaultDialog::endRehearsal);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_rehearse, &QPushButton::clicked, this, &FaultDialog::rehearse);
    return row;
}

void FaultDialog::applyTheme() {
    m_plan->setFont(m_theme.fixedFont());
}

void FaultDialog::check() {
    const engine::FaultPlan plan = m_form->plan();
    m_plan->setText(planText());
    m_plan->setCursorPosition(0);
    const auto possible = engine::checkFaults(plan, m_bus);
    if (possible)
        m_message->clear();
    else
        m_message->say(AlarmLevel::Warning, QString::fromStdString(possible.error().detail));
    m_rehearse->setEnabled(possible.hasValue() && !plan.isEmpty());
}

void FaultDialog::display(const engine::DeviceSnapshot& device) {
    setWindowTitle(tr("Rehearse faults of %1").arg(deviceName(device)));
    m_end->setEnabled(!device.faultText.empty());
    m_message->setHint(device.faultText.empty()
                           ? tr("Every fault is real now. A rehearsal ends with the program.")
                           : tr("It rehearses %1. Its events and its row say so.")
                                 .arg(QString::fromStdString(device.faultText)));
}

QString FaultDialog::planText() const {
    return QString::fromStdString(engine::faultText(m_form->plan()));
}

QString FaultDialog::message() const {
    return m_message->text();
}

void FaultDialog::inject(const engine::FaultPlan& plan) {
    m_gateway.injectFault(m_device, plan, this,
                          [this](const engine::Result<void>& answer) { answered(answer); });
}

void FaultDialog::rehearse() {
    if (m_rehearse->isEnabled()) inject(m_form->plan());
}

void FaultDialog::endRehearsal() {
    inject({});
}

void FaultDialog::failOnce() {
    m_gateway.injectFault(m_device, this,
                          [this](const engine::Result<void>& answer) { answered(answer); });
}

void FaultDialog::answered(const engine::Result<void>& answer) {
    if (answer)
        m_message->clear();
    else
        m_message->say(AlarmLevel::Warning, QString::fromStdString(answer.error().detail));
}

}  // namespace telemetryhub::ui
