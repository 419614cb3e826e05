// SPDX-License-Identifier: GPL-3.0-or-later
#include "bus/serial_port_setup.h"

#include <QSocketNotifier>
#include <QString>

namespace telemetryhub::engine {

namespace {

QSerialPort::Parity qtParity(Parity parity) {
    switch (parity) {
        case Parity::None: return QSerialPort::NoParity;
        case Parity::Even: return QSerialPort::EvenParity;
        case Parity::Odd: return QSerialPort::OddParity;
        case Parity::Mark: return QSerialPort::MarkParity;
        case Parity::Space: return QSerialPort::SpaceParity;
    }
    return QSerialPort::NoParity;
}

QSerialPort::FlowControl qtFlowControl(FlowControl flow) {
    switch (flow) {
        case FlowControl::None: return QSerialPort::NoFlowControl;
        case FlowControl::Hardware: return QSerialPort::HardwareControl;
        case FlowControl::Software: return QSerialPort::SoftwareControl;
    }
    return QSerialPort::NoFlowControl;
}

}  // namespace

Result<void> checkSerialSettings(const SerialSettings& settings) {
    if (settings.baud < 1) return Error{ErrorCode::InvalidArgument, "baud: expected 1 or more."};
    if (settings.dataBits < 5 || settings.dataBits > 8)
        return Error{ErrorCode::InvalidArgument, "data: expected 5, 6, 7 or 8 bits."};
    // The termios interface has one flag for "more than one stop bit": 1.5 with 5 data bits,
    // else 2.
    if ((settings.stopBits == StopBits::OneAndHalf) != (settings.dataBits == 5) &&
        settings.stopBits != StopBits::One)
        return Error{ErrorCode::InvalidArgument,
                     "stop: with 5 data bits expected 1 or 1.5, else 1 or 2."};
    return {};
}

void applySerialSettings(const SerialSettings& settings, const std::string& node,
                         QSerialPort& port) {
    port.setPortName(QString::fromStdString(node));
    port.setBaudRate(settings.baud);
    port.setDataBits(static_cast<QSerialPort::DataBits>(settings.dataBits));
    port.setParity(qtParity(settings.parity));
    port.setStopBits(settings.stopBits == StopBits::One ? QSerialPort::OneStop
                                                        : QSerialPort::TwoStop);
    port.setFlowControl(qtFlowControl(settings.flow));
}

OpenFailure openFailureOf(QSerialPort::SerialPortError error) {
    switch (error) {
        case QSerialPort::PermissionError: return OpenFailure::Refused;
        case QSerialPort::DeviceNotFoundError:
        case QSerialPort::ResourceError: return OpenFailure::NoDevice;
        case QSerialPort::UnsupportedOperationError: return OpenFailure::SettingsRefused;
        default: return OpenFailure::Other;
    }
}

bool endsTheLink(QSerialPort::SerialPortError error) {
    switch (error) {
        case QSerialPort::NoError:
        case QSerialPort::UnsupportedOperationError:
        case QSerialPort::TimeoutError:
        case QSerialPort::OpenError:
        case QSerialPort::NotOpenError: return false;
        default: return true;
    }
}

// It is turned on at the opening and by the port's own reads, which are never called.
bool stopReading(QSerialPort& port) {
    const auto notifiers = port.findChildren<QSocketNotifier*>();
    for (QSocketNotifier* notifier : notifiers) {
        if (notifier->type() != QSocketNotifier::Read) continue;
        notifier->setEnabled(false);
        return true;
    }
    return false;
}

}  // namespace telemetryhub::engine
