// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect/device_form.h"

#include <limits>

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

#include "telemetryhub/engine/config/device_spec.h"
#include "theme/theme.h"

namespace telemetryhub::ui {
namespace {

constexpr int kLabelWidth = 72;
constexpr int kFieldWidth = 220;
constexpr int kPortWidth = 96;
constexpr int kLargestBaud = 20'000'000;

/// A form whose labels stand in one column on every page.
QFormLayout* formIn(QWidget* page) {
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setFormAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    return form;
}

void addField(QFormLayout& form, const QString& text, QWidget* field, QWidget* buddy = nullptr) {
    auto* label = new QLabel(text, field->parentWidget());
    label->setMinimumWidth(kLabelWidth);
    label->setForegroundRole(QPalette::PlaceholderText);
    QWidget* named = buddy ? buddy : field;
    label->setBuddy(named);
    named->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    form.addRow(label, field);
}

template <typename Value>
void addChoice(QComboBox& box, const QString& text, Value value) {
    box.addItem(text, static_cast<int>(value));
}

template <typename Value>
Value choiceOf(const QComboBox& box) {
    return static_cast<Value>(box.currentData().toInt());
}

QComboBox* choiceBox(QWidget* parent, const QString& accessibleName, DeviceForm& form) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(accessibleName);
    box->setToolTip(accessibleName);
    QObject::connect(box, &QComboBox::currentIndexChanged, &form, &DeviceForm::changed);
    return box;
}

}  // namespace

DeviceForm::DeviceForm(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_name(new QLineEdit(this)),
      m_format(choiceBox(this, tr("Format"), *this)) {
    m_name->setFixedWidth(kFieldWidth);
    connect(m_name, &QLineEdit::textChanged, this, &DeviceForm::changed);
    addChoice(*m_format, tr("Automatic"), engine::Format::Auto);
    addChoice(*m_format, tr("CSV"), engine::Format::Csv);
    addChoice(*m_format, tr("Arduino plotter"), engine::Format::Plotter);
    addChoice(*m_format, tr("NMEA 0183"), engine::Format::Nmea);

    auto* top = new QWidget(this);
    addField(*formIn(top), tr("&Name"), m_name);
    m_serialPage = makeSerialPage();
    m_simulatedPage = makeSimulatedPage();
    m_replayPage = makeReplayPage();
    m_tcpPage = makeTcpPage();
    m_udpPage = makeUdpPage();
    auto* end = new QWidget(this);
    addField(*formIn(end), tr("&Format"), m_format);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(top);
    for (auto* page : {m_serialPage, m_tcpPage, m_udpPage, m_simulatedPage, m_replayPage})
        layout->addWidget(page);
    layout->addWidget(end);
    layout->addStretch(1);
}

QWidget* DeviceForm::makeSerialPage() {
    auto* page = new QWidget(this);
    m_port = new QLineEdit(page);
    m_port->setPlaceholderText(tr("/dev/\u2026 or tcp:HOST:PORT, \u2026"));
    m_port->setFixedWidth(kFieldWidth * 3 / 2);
    connect(m_port, &QLineEdit::textChanged, this, &DeviceForm::changed);
    m_baud = new QComboBox(page);
    m_baud->setEditable(true);
    m_baud->setInsertPolicy(QComboBox::NoInsert);
    m_baud->setValidator(new QIntValidator(1, kLargestBaud, m_baud));
    for (const int rate : {1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800,
                           921600, 1000000, 2000000})
        m_baud->addItem(QString::number(rate));
    m_baud->setCurrentText(QString::number(engine::SerialSettings{}.baud));
    connect(m_baud, &QComboBox::currentTextChanged, this, &DeviceForm::changed);
    auto* form = formIn(page);
    addField(*form, tr("&Port"), m_port);
    addField(*form, tr("&Baud rate"), m_baud);
    QWidget* frame = makeFrameRow(page);
    addField(*form, tr("F&rame"), frame, m_dataBits);
    m_dataBits->setAccessibleName(tr("Data bits"));
    return page;
}

QWidget* DeviceForm::makeFrameRow(QWidget* parent) {
    using engine::FlowControl;
    using engine::Parity;
    using engine::StopBits;
    auto* row = new QWidget(parent);
    m_dataBits = choiceBox(row, tr("Data bits"), *this);
    for (const int bits : {8, 7, 6, 5})
        addChoice(*m_dataBits, tr("%1 bits").arg(bits), bits);
    m_parity = choiceBox(row, tr("Parity"), *this);
    addChoice(*m_parity, tr("no parity"), Parity::None);
    addChoice(*m_parity, tr("even"), Parity::Even);
    addChoice(*m_parity, tr("odd"), Parity::Odd);
    addChoice(*m_parity, tr("mark"), Parity::Mark);
    addChoice(*m_parity, tr("space"), Parity::Space);
    m_stopBits = choiceBox(row, tr("Stop bits"), *this);
    addChoice(*m_stopBits, tr("1 stop"), StopBits::One);
    addChoice(*m_stopBits, tr("1.5 stop"), StopBits::OneAndHalf);
    addChoice(*m_stopBits, tr("2 stop"), StopBits::Two);
    m_flow = choiceBox(row, tr("Flow control"), *this);
    addChoice(*m_flow, tr("no flow"), FlowControl::None);
    addChoice(*m_flow, tr("RTS/CTS"), FlowControl::Hardware);
    addChoice(*m_flow, tr("XON/XOFF"), FlowControl::Software);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (auto* box : {m_dataBits, m_parity, m_stopBits, m_flow})
        layout->addWidget(box);
    return row;
}

QWidget* DeviceForm::makeSimulatedPage() {
    auto* page = new QWidget(this);
    const engine::SimulatedSettings first;
    m_rate = new QDoubleSpinBox(page);
    m_rate->setRange(0.1, 100'000);
    m_rate->setDecimals(1);
    m_rate->setValue(first.rateHz);
    m_rate->setSuffix(tr(" Hz"));
    m_channels = new QSpinBox(page);
    m_channels->setRange(1, 64);
    m_channels->setValue(first.channels);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &DeviceForm::changed);
    connect(m_channels, &QSpinBox::valueChanged, this, &DeviceForm::changed);
    auto* form = formIn(page);
    addField(*form, tr("&Rate"), m_rate);
    addField(*form, tr("C&hannels"), m_channels);
    return page;
}

QWidget* DeviceForm::makeReplayPage() {
    auto* page = new QWidget(this);
    m_speed = new QComboBox(page);
    for (const double speed : {1.0, 2.0, 10.0, 100.0})
        m_speed->addItem(tr("%1 \u00d7 the wire").arg(speed), speed);
    m_speed->addItem(tr("as fast as possible"), 0.0);
    m_repeat = new QSpinBox(page);
    m_repeat->setRange(1, 1'000'000);
    m_repeat->setSuffix(tr(" times"));
    connect(m_speed, &QComboBox::currentIndexChanged, this, &DeviceForm::changed);
    connect(m_repeat, &QSpinBox::valueChanged, this, &DeviceForm::changed);
    auto* form = formIn(page);
    QWidget* row = makeFileRow(page);
    addField(*form, tr("F&ile"), row, m_file);
    addField(*form, tr("&Speed"), m_speed);
    addField(*form, tr("Re&peat"), m_repeat);
    return page;
}

QLineEdit* DeviceForm::textField(QWidget* parent, const QString& placeholder) {
    auto* field = new QLineEdit(parent);
    field->setPlaceholderText(placeholder);
    field->setFixedWidth(kFieldWidth);
    connect(field, &QLineEdit::textChanged, this, &DeviceForm::changed);
    return field;
}

QSpinBox* DeviceForm::portBox(QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setRange(0, std::numeric_limits<std::uint16_t>::max());
    // 0 is no port that could be meant.
    box->setSpecialValueText(QStringLiteral("\u2013"));
    box->setFixedWidth(kPortWidth);
    connect(box, &QSpinBox::valueChanged, this, &DeviceForm::changed);
    return box;
}

QWidget* DeviceForm::makeTcpPage() {
    auto* page = new QWidget(this);
    m_host = textField(page, tr("A name or an address"));
    m_tcpPort = portBox(page);
    auto* form = formIn(page);
    addField(*form, tr("&Host"), m_host);
    addField(*form, tr("&Port"), m_tcpPort);
    m_tcpPort->setAccessibleName(tr("TCP port"));
    return page;
}

QWidget* DeviceForm::makeUdpPage() {
    auto* page = new QWidget(this);
    m_udpPort = portBox(page);
    m_address = textField(page, tr("every address of this machine"));
    m_group = textField(page, tr("none; such as 239.1.2.3"));
    m_interface = textField(page, tr("the system chooses"));
    auto* form = formIn(page);
    addField(*form, tr("&Port"), m_udpPort);
    m_udpPort->setAccessibleName(tr("UDP port"));
    addField(*form, tr("&Listen at"), m_address);
    addField(*form, tr("&Multicast"), m_group);
    addField(*form, tr("&Interface"), m_interface);
    return page;
}

QWidget* DeviceForm::makeFileRow(QWidget* parent) {
    auto* row = new QWidget(parent);
    m_file = new QLineEdit(row);
    m_file->setPlaceholderText(tr("A captured byte stream"));
    m_file->setFixedWidth(kFieldWidth * 3 / 2);
    connect(m_file, &QLineEdit::textChanged, this, &DeviceForm::changed);
    auto* browse = new QPushButton(m_theme.icon(QStringLiteral("folder")), tr("Choose\u2026"), row);
    browse->setAccessibleName(tr("Choose a file"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &DeviceForm::chooseFile);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_file);
    layout->addWidget(browse);
    return row;
}

void DeviceForm::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Choose a capture"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void DeviceForm::setKind(SourceList::Kind kind) {
    m_kind = kind;
    m_simulatedPage->setVisible(kind == SourceList::Kind::Simulated);
    m_replayPage->setVisible(kind == SourceList::Kind::Replay);
    m_tcpPage->setVisible(kind == SourceList::Kind::Tcp);
    m_udpPage->setVisible(kind == SourceList::Kind::Udp);
    m_serialPage->setVisible(kind == SourceList::Kind::Port || kind == SourceList::Kind::OtherPort);
    emit changed();
}

void DeviceForm::setPort(const QString& path) {
    m_port->setText(path);
}

void DeviceForm::suggestName(const QString& name) {
    if (!m_name->isModified()) m_name->setText(name);
}

QString DeviceForm::portPath() const {
    return m_port->text().trimmed();
}

void DeviceForm::focusName() {
    m_name->setFocus();
    m_name->selectAll();
}

engine::SerialSettings DeviceForm::serialSettings() const {
    engine::SerialSettings serial;
    serial.path = portPath().toStdString();
    serial.baud = m_baud->currentText().toInt();
    serial.dataBits = m_dataBits->currentData().toInt();
    serial.parity = choiceOf<engine::Parity>(*m_parity);
    serial.stopBits = choiceOf<engine::StopBits>(*m_stopBits);
    serial.flow = choiceOf<engine::FlowControl>(*m_flow);
    return serial;
}

engine::ReplaySettings DeviceForm::replaySettings() const {
    engine::ReplaySettings replay;
    replay.path = m_file->text().trimmed().toStdString();
    const double speed = m_speed->currentData().toDouble();
    replay.speed = speed > 0 ? std::optional<double>(speed) : std::nullopt;
    replay.repeat = m_repeat->value();
    return replay;
}

engine::UdpSettings DeviceForm::udpSettings() const {
    engine::UdpSettings udp;
    udp.port = static_cast<std::uint16_t>(m_udpPort->value());
    udp.address = m_address->text().trimmed().toStdString();
    udp.group = m_group->text().trimmed().toStdString();
    udp.interfaceName = m_interface->text().trimmed().toStdString();
    return udp;
}

engine::BusSettings DeviceForm::busSettings() const {
    switch (m_kind) {
        case SourceList::Kind::Simulated: {
            engine::SimulatedSettings simulated;
            const QString name = m_name->text().trimmed();
            if (!name.isEmpty()) simulated.name = name.toStdString();
            simulated.rateHz = m_rate->value();
            simulated.channels = m_channels->value();
            return simulated;
        }
        case SourceList::Kind::Replay: return replaySettings();
        case SourceList::Kind::Tcp:
            return engine::TcpSettings{m_host->text().trimmed().toStdString(),
                                       static_cast<std::uint16_t>(m_tcpPort->value())};
        case SourceList::Kind::Udp: return udpSettings();
        default: return serialSettings();
    }
}

std::optional<engine::Result<engine::DeviceSettings>> DeviceForm::typedSpecification() const {
    static const QRegularExpression kScheme(QStringLiteral("^(serial|tcp|udp|sim|replay|push):"));
    if (m_kind != SourceList::Kind::OtherPort || !kScheme.match(portPath()).hasMatch())
        return std::nullopt;
    return engine::parseDeviceSpec(portPath().toStdString());
}

engine::DeviceSettings DeviceForm::settings() const {
    engine::DeviceSettings settings;
    if (const auto typed = typedSpecification(); typed && *typed)
        settings = typed->value();
    else
        settings.bus = busSettings();
    settings.id = m_name->text().trimmed().toStdString();
    const auto format = choiceOf<engine::Format>(*m_format);
    if (format != engine::Format::Auto) settings.decode.format = format;
    return settings;
}

}  // namespace telemetryhub::ui
