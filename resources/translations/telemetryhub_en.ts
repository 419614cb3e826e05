<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation><numerusform>%n device</numerusform><numerusform>%n devices</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::AlarmNotifier</name>
    <message numerus="yes">
        <source>%n critical event(s)</source>
        <translation><numerusform>%n critical event</numerusform><numerusform>%n critical events</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChannelChooser</name>
    <message numerus="yes">
        <source>%n channels. Enter shows or hides, Esc closes.</source>
        <translation><numerusform>%n channel. Enter shows or hides, Esc closes.</numerusform><numerusform>%n channels. Enter shows or hides, Esc closes.</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChannelChooserModel</name>
    <message numerus="yes">
        <source>%1, %n channels</source>
        <translation><numerusform>%1, %n channel</numerusform><numerusform>%1, %n channels</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ChartTrigger</name>
    <message numerus="yes">
        <source>Triggered %n times, last at %1</source>
        <translation><numerusform>Triggered once, at %1</numerusform><numerusform>Triggered %n times, last at %1</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::ConsolePanel</name>
    <message numerus="yes">
        <source>paused, %n waiting</source>
        <translation><numerusform>paused, %n waiting</numerusform><numerusform>paused, %n waiting</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::EventMarks</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation><numerusform>and %n more</numerusform><numerusform>and %n more</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::EventsPanel</name>
    <message numerus="yes">
        <source>%n not acknowledged (bold)</source>
        <translation><numerusform>%n not acknowledged (bold)</numerusform><numerusform>%n not acknowledged (bold)</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::PanelDocks</name>
    <message numerus="yes">
        <source>%n not acknowledged</source>
        <translation><numerusform>%n not acknowledged</numerusform><numerusform>%n not acknowledged</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::RecordingsPanel</name>
    <message numerus="yes">
        <source>%n in all · %1 · %2</source>
        <translation><numerusform>%n in all · %1 · %2</numerusform><numerusform>%n in all · %1 · %2</numerusform></translation>
    </message>
</context>
<context>
    <name>telemetryhub::ui::SpectrumPanel</name>
    <message numerus="yes">
        <source>The first %n channels are shown.</source>
        <translation><numerusform>The first channel is shown.</numerusform><numerusform>The first %n channels are shown.</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>%1: 16 samples are needed, %n are in view. Show a longer time.</source>
        <translation><numerusform>%1: 16 samples are needed, %n is in view. Show a longer time.</numerusform><numerusform>%1: 16 samples are needed, %n are in view. Show a longer time.</numerusform></translation>
    </message>
</context>
</TS>
