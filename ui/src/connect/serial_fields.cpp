// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/serial_fields.h"

#include <QHBoxLayout>
#include <QIntValidator>
#include <QLineEdit>

#include "connect/form_rows.h"

namespace telemetryhub::ui {
namespace {

constexpr int kLeastPathWidth = 240;
constexpr int kLargestBaud = 20'000'000;

}  // namespace

SerialFields::SerialFields(QWidget* parent)
    : QWidget(parent), m_path(new QLineEdit(this)), m_baud(new QComboBox(this)) {
    m_path->setPlaceholderText(tr("/dev/\u2026 or tcp:HOST:PORT, \u2026"));
    m_path->setMinimumWidth(kLeastPathWidth);
    connect(m_path, &QLineEdit::textChanged, this, &SerialFields::changed);
    m_baud->setEditable(true);
    m_baud->setInsertPolicy(QComboBox::NoInsert);
    m_baud->setValidator(new QIntValidator(1, kLargestBaud, m_baud));
    for (const int rate : {1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800,
                           921600, 1000000, 2000000})
        m_baud->addItem(QString::number(rate));
    connect(m_baud, &QComboBox::currentTextChanged, this, &SerialFields::changed);
    auto* form = formIn(this);
    addField(*form, tr("&Port"), m_path);
    addField(*form, tr("&Baud rate"), m_baud);
    QWidget* frame = makeFrameRow();
    addField(*form, tr("F&rame"), frame, m_dataBits);
    m_dataBits->setAccessibleName(tr("Data bits"));
    fillIn({});
}

QWidget* SerialFields::makeFrameRow() {
    using engine::FlowControl;
    using engine::Parity;
    using engine::StopBits;
    auto* row = new QWidget(this);
    m_dataBits = choiceBox(row, tr("Data bits"));
    for (const int bits : {8, 7, 6, 5})
        addChoice(*m_dataBits, tr("%1 bits").arg(bits), bits);
    m_parity = choiceBox(row, tr("Parity"));
    addChoice(*m_parity, tr("no parity"), Parity::None);
    addChoice(*m_parity, tr("even"), Parity::Even);
    addChoice(*m_parity, tr("odd"), Parity::Odd);
    addChoice(*m_parity, tr("mark"), Parity::Mark);
    addChoice(*m_parity, tr("space"), Parity::Space);
    m_stopBits = choiceBox(row, tr("Stop bits"));
    addChoice(*m_stopBits, tr("1 stop"), StopBits::One);
    addChoice(*m_stopBits, tr("1.5 stop"), StopBits::OneAndHalf);
    addChoice(*m_stopBits, tr("2 stop"), StopBits::Two);
    m_flow = choiceBox(row, tr("Flow control"));
    addChoice(*m_flow, tr("no flow"), FlowControl::None);
    addChoice(*m_flow, tr("RTS/CTS"), FlowControl::Hardware);
    addChoice(*m_flow, tr("XON/XOFF"), FlowControl::Software);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (auto* box : {m_dataBits, m_parity, m_stopBits, m_flow}) {
        layout->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &SerialFields::changed);
    }
    return row;
}

void SerialFields::setPath(const QString& path) {
    m_path->setText(path);
}

QString SerialFields::path() const {
    return m_path->text().trimmed();
}

void SerialFields::fillIn(const engine::SerialSettings& settings) {
    m_filledIn = settings;
    m_baud->setCurrentText(QString::number(settings.baud));
    choose(*m_dataBits, settings.dataBits);
    choose(*m_parity, settings.parity);
    choose(*m_stopBits, settings.stopBits);
    choose(*m_flow, settings.flow);
}

engine::SerialSettings SerialFields::settings() const {
    engine::SerialSettings serial = m_filledIn;
    serial.path = path().toStdString();
    serial.baud = m_baud->currentText().toInt();
    serial.dataBits = m_dataBits->currentData().toInt();
    serial.parity = choiceOf<engine::Parity>(*m_parity);
    serial.stopBits = choiceOf<engine::StopBits>(*m_stopBits);
    serial.flow = choiceOf<engine::FlowControl>(*m_flow);
    return serial;
}

}  // namespace telemetryhub::ui
